import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'

import { badField, type Refusal } from '../kernel/refusal.ts'
import { commonPasswords } from './commonPasswords.ts'

/** OWASP's first choice for argon2id; about 30 ms of one core here. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 }
const hashBytes = 32

const leastLength = 10
/** Longer ones gain nothing and cost time. */
const mostLength = 200

type Cost = typeof cost

/** Off the main thread: node:crypto runs it in the thread pool. */
const derive = (password: string, salt: Buffer, { memory, passes, parallelism }: Cost, tagLength: number) =>
  new Promise<Buffer>((resolve, reject) => {
    const parameters = { message: password.normalize('NFKC'), nonce: salt, memory, passes, parallelism, tagLength }
    argon2('argon2id', parameters, (error, key) => (error ? reject(error) : resolve(key)))
  })

const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')

/** A PHC string: algorithm, cost, salt and hash in one line. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, cost, hashBytes)
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(salt)}$${base64(hash)}`
}

const phc = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/

/** @throws Error for a line that is no argon2id hash: a broken vault is not a wrong password */
export async function verifyPassword(line: string, password: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt, hash] = phc.exec(line) ?? []
  if (salt === undefined || hash === undefined) throw new Error('a stored password hash is not an argon2id line')
  const expected = Buffer.from(hash, 'base64')
  const paid = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  const actual = await derive(password, Buffer.from(salt, 'base64'), paid, expected.length)
  return timingSafeEqual(actual, expected)
}

const bad = (code: string, zh: string, en: string) => badField('password', { zh, en }, code)

/** Why a password is not accepted for this account; undefined where it is. */
export function weakness(password: string, { login, name }: { login: string; name: string }): Refusal | undefined {
  const plain = password.normalize('NFKC')
  const length = Array.from(plain).length
  if (length < leastLength) {
    return bad('too-short', `密码至少 ${leastLength} 位。`, `A password has at least ${leastLength} characters.`)
  }
  if (length > mostLength) {
    return bad('too-long', `密码至多 ${mostLength} 位。`, `A password has at most ${mostLength} characters.`)
  }
  const lower = plain.toLowerCase()
  if ([login, name].some((own) => own.length >= 2 && lower.includes(own.toLowerCase()))) {
    return bad('contains-name', '密码不能包含登录名或姓名。', 'A password does not contain the login or the name.')
  }
  if (!guessable(lower)) return undefined
  return bad(
    'too-common',
    '这个密码太常见，容易被猜到。请换一个。',
    'This password is among the first to be guessed. Choose another.',
  )
}

const rows = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm']
const backwards = rows.map((row) => row.split('').reverse().join(''))

/** Known ones, those with a known one and a few digits around it, runs along the keyboard, and repetitions. */
function guessable(lower: string): boolean {
  const core = lower.replaceAll(/^[\d\W_]+|[\d\W_]+$/g, '')
  if (commonPasswords.has(lower) || commonPasswords.has(core)) return true
  if (new Set(lower).size < 4) return true
  return [...rows, ...backwards].some((row) => row.includes(lower))
}

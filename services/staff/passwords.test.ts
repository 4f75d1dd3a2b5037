import { describe, expect, it } from 'vitest'

import { hashPassword, verifyPassword, weakness } from './passwords.ts'

const wang = { login: 'wang.fang', name: '王芳' }
const good = '夜雨声烦-Ladder-73'

describe('a password hash', () => {
  it('is an argon2id line with its own salt, and knows its password', async () => {
    const [line, another] = await Promise.all([hashPassword(good), hashPassword(good)])
    expect(line).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(line).not.toBe(another)
    expect(await verifyPassword(line, good)).toBe(true)
    expect(await verifyPassword(line, `${good} `)).toBe(false)
  })

  it('is the same for one text in two Unicode forms', async () =>
    expect(await verifyPassword(await hashPassword('Cafe\u0301-Ｌadder-73'), 'Caf\u00e9-Ladder-73')).toBe(true))

  it('still holds after the cost has been raised', async () => {
    const cheap = '$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    expect(await verifyPassword(cheap, good)).toBe(false)
  })

  it('is not a wrong password when it cannot be read', () =>
    expect(verifyPassword('plain', good)).rejects.toThrow('not an argon2id line'))

  it('leaves the main thread free', async () => {
    let turns = 0
    const counting = setInterval(() => (turns += 1), 1)
    await Promise.all(Array.from({ length: 8 }, () => hashPassword(good)))
    clearInterval(counting)
    expect(turns).toBeGreaterThan(3)
  })
})

describe('a weak password', () => {
  it.each([
    ['short1!', 'too-short'],
    ['x'.repeat(201), 'too-long'],
    ['my-Wang.Fang-73', 'contains-name'],
    ['王芳的密码七十三号啊', 'contains-name'],
    ['1234567890', 'too-common'],
    ['Password2026!', 'too-common'],
    ['minsheng12345', 'too-common'],
    ['aaaaaaaaaaaa', 'too-common'],
    ['abababababab', 'too-common'],
    ['qwertyuiopas', 'too-common'],
    ['3210987654', 'too-common'],
    ['Woaini1314520', 'too-common'],
  ])('“%s” is %s', (password, code) => expect(weakness(password, wang)?.code).toBe(code))

  it.each([good, 'correct horse battery', '云开见月明十五又十六夜'])('“%s” is none', (password) =>
    expect(weakness(password, wang)).toBeUndefined(),
  )
})

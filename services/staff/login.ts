import { Refusal } from '../kernel/refusal.ts'

/** Lower case only, so that one name has one spelling. */
export const loginPattern = '^[a-z0-9][a-z0-9._-]{2,31}$'

const login = new RegExp(loginPattern)

/** The stream whose first and only event takes the name. @throws Refusal (400) for what is no login name */
export function loginStream(name: string): string {
  if (login.test(name)) return `login-${name}`
  throw new Refusal(
    'bad-login',
    {
      zh: '登录名须为 3 至 32 位小写字母、数字、点、下划线或连字符，且以字母或数字开头。',
      en: 'A login name has 3 to 32 lower-case letters, digits, dots, underscores or hyphens, and begins with a letter or digit.',
    },
    { status: 400, field: 'login' },
  )
}

export const loginTaken = (name: string) =>
  new Refusal(
    'login-taken',
    { zh: `登录名“${name}”已被使用。请另选一个。`, en: `The login name “${name}” is taken. Choose another.` },
    { field: 'login' },
  )

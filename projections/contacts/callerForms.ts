import { createHmac } from 'node:crypto'

/** Dots between the parts of a transliterated name, as different keyboards give them. */
const dots = /[·•‧・･᛫]/g
const spaceBetweenHan = /(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu
const extension = /(?:转|ext\.?|#|,|;).*$/
const fillers = /[\s\-‐-―−().·/]/g

/** One form for a name however it was typed; undefined where nothing of it is left. */
export function nameForm(typed: string): string | undefined {
  const name = typed.normalize('NFKC').toLowerCase().replaceAll(dots, '·').trim()
  return name.replaceAll(spaceBetweenHan, '').replaceAll(/\s+/g, ' ') || undefined
}

const mobile = /^0?(1[3-9]\d{9})$/
/** Area code without its zero, then seven or eight digits, as it stands behind +86. */
const withoutZero = /^[1-9]\d{8,10}$/

/** A number of this country, behind its prefix or without one. */
function domestic(digits: string, hadPrefix: boolean): string {
  const [, own] = mobile.exec(digits) ?? []
  if (own !== undefined) return own
  return hadPrefix && withoutZero.test(digits) ? `0${digits}` : digits
}

/**
 * One form for a number however it was typed or sent: full width, spaces, dashes, +86 or 0086, an area code in brackets,
 * an extension behind it. Undefined for what is no number (无, 未提供, 138****0000).
 */
export function numberForm(typed: string): string | undefined {
  const plain = typed.normalize('NFKC').toLowerCase().trim().replace(extension, '').replaceAll(fillers, '')
  if (!/^\+?\d{3,20}$/.test(plain)) return undefined
  const [, abroad] = /^(?:\+|00)(\d+)$/.exec(plain) ?? []
  const form = abroad === undefined ? domestic(plain.replace(/^86(?=1[3-9]\d{9}$)/, ''), false) : fromAbroad(abroad)
  return form.length >= 3 && form.length <= 16 ? form : undefined
}

const fromAbroad = (digits: string): string =>
  digits.startsWith('86') ? domestic(digits.slice(2), true) : `+${digits}`

export type TokenKind = 'name' | 'number'

const forms: Readonly<Record<TokenKind, (typed: string) => string | undefined>> = {
  name: nameForm,
  number: numberForm,
}

/**
 * What stands in the index instead of a name or number: keyed, since the eleven digits of an un-keyed hash can be tried
 * out. The key is the installation's secret `callers` and never leaves the vault's and our processes.
 */
export function callerToken(secret: Buffer, kind: TokenKind, typed: string): Buffer | undefined {
  const form = forms[kind](typed)
  if (form === undefined) return undefined
  return createHmac('sha256', secret).update(`${kind}\n${form}`).digest().subarray(0, 16)
}

/** One sentence for people, in both languages of the product. */
export type Words = { readonly zh: string; readonly en: string }

/**
 * The rules said no. Callers see the code; people see the words, which say what would make it possible.
 * `status` is HTTP's: 409 the state forbids it, 403 the role does, 400 the input is wrong (then `field` names it),
 * 404 no such thing, 412 somebody changed it meanwhile, 422 the idempotency key was used for another body.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly words: Words
  readonly status: number
  readonly field: string | undefined
  readonly details: unknown

  constructor(code: string, words: Words, options: { status?: number; field?: string; details?: unknown } = {}) {
    super(words.en)
    this.code = code
    this.words = words
    this.status = options.status ?? 409
    this.field = options.field
    this.details = options.details
  }
}

export const badField = (field: string, words: Words, code = 'bad-field') =>
  new Refusal(code, words, { status: 400, field })

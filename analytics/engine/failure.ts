import { BadParameter } from './params.ts'

/** An answer that the client turns into its ClickHouseError: code in the header and in the text. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly code: number
  readonly status: number

  constructor(code: number, type: string, message: string, status = statusOf(code)) {
    super(`Code: ${code}. DB::Exception: ${message} (${type})`)
    this.code = code
    this.status = status
  }
}

/** As the server's HTTP interface maps them; everything else is 500. */
const statuses: ReadonlyArray<readonly [number, readonly number[]]> = [
  [400, [6, 26, 27, 36, 38, 41, 43, 44, 47, 53, 57, 62, 69, 70, 72, 73, 115, 117, 131, 349, 386, 450, 456, 457]],
  [401, [516, 192, 193, 194]],
  [403, [164, 291, 497]],
  [404, [46, 60, 81]],
  [501, [48]],
]

function statusOf(code: number): number {
  return statuses.find(([, codes]) => codes.includes(code))?.[0] ?? 500
}

/** The engine's errors carry their code in the text. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error
  if (error instanceof BadParameter) return new Failure(456, 'UNKNOWN_QUERY_PARAMETER', `${error.message}.`)
  const text = error instanceof Error ? error.message : String(error)
  const found = /^Code: (\d+)\. DB::Exception: ([\s\S]*?) ?\(([A-Z0-9_]{3,})\)/.exec(text)
  if (!found) return new Failure(1002, 'UNKNOWN_EXCEPTION', text)
  const [, code = '0', message = '', type = ''] = found
  return new Failure(Number(code), type, hinted(Number(code), message))
}

/** What to do about the limits of ours, in the sentence that the caller sees. */
function hinted(code: number, message: string): string {
  if (code === 241) return `${message} Ask for a shorter period or fewer groups, or raise CUBES_QUERY_MEMORY.`
  if (code === 159) return `${message} Ask for a shorter period, or set max_execution_time.`
  return message
}

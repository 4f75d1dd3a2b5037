import { peopleReplies } from './replies/people.ts'
import { societyReplies } from './replies/society.ts'
import { tradeReplies } from './replies/trade.ts'
import { urbanReplies } from './replies/urban.ts'

export type Replies = {
  readonly found: readonly string[]
  readonly done: readonly string[]
  readonly told: readonly string[]
}

const parsed = new Map(
  [urbanReplies, tradeReplies, peopleReplies, societyReplies]
    .flatMap((table) => table.split('\n'))
    .filter((line) => line !== '')
    .map((line): [string, Replies] => {
      const [code = '', found = '', done = '', told = ''] = line.split('|')
      return [code, { found: found.split(';'), done: done.split(';'), told: told.split(';') }]
    }),
)

/** What units find and do about cases of a category, and what agents tell on the spot. */
export function repliesOf(category: string): Replies {
  const replies = parsed.get(category)
  if (!replies) throw new Error(`nobody knows what to answer about ${category}`)
  return replies
}

import { join } from 'node:path'

import { dictionaryNames, dictionaryStream } from '../dictionaries/events.ts'
import type { ReferenceBook } from '../dictionaries/referenceData.ts'
import type { EventStore, RecordedEvent } from '../kernel/eventStore.ts'
import { Followed } from '../kernel/followed.ts'
import { openSqlite } from '../kernel/sqlite.ts'
import { placesStream } from '../places/events.ts'
import type { PlaceBook } from '../places/placeBook.ts'
import type { Accounts } from '../staff/accounts.ts'

export type Picture = {
  readonly accounts: Accounts
  readonly book: ReferenceBook
  readonly places: PlaceBook
  /** Keys that an erasure has destroyed must leave this process's memory too. */
  readonly forget: (keys: readonly string[]) => void
  readonly erasure: (event: RecordedEvent) => void
}

const dictionaries = new Set<string>(dictionaryNames.map(dictionaryStream))

const wants = (stream: string) =>
  stream.startsWith('staff-') || stream.startsWith('erasure-') || stream === placesStream || dictionaries.has(stream)

const erasedKeys = ({ dataText }: RecordedEvent) =>
  (JSON.parse(dataText) as { keyIds?: readonly string[] }).keyIds ?? []

/** What every API process keeps in memory of the log: accounts, dictionaries, erasures. */
export function followPicture(store: EventStore, dataDir: string, picture: Picture, signal: AbortSignal): Followed {
  const database = openSqlite(join(dataDir, 'views', `api-${process.env['PORT'] ?? '0'}.sqlite`), { durable: false })
  const apply = (event: RecordedEvent) => {
    if (event.stream.startsWith('staff-')) picture.accounts.apply(event)
    else if (event.stream.startsWith('erasure-')) {
      picture.forget(erasedKeys(event))
      picture.erasure(event)
    } else if (event.stream === placesStream) picture.places.apply(event)
    else picture.book.apply(event)
  }
  return new Followed({ store, database, wants, apply, signal })
}

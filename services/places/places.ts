import type { Aggregate } from '../kernel/aggregate.ts'
import { commandsOn } from '../kernel/command.ts'
import { placeEvents, type Place, type PlaceEvent } from './events.ts'

/** A definition with its place in the stream. */
export type PlaceEntry = Place & { readonly revision: number }

/** All definitions, newest first, in a list that grows without copying: a city defines hundreds at once. */
export type Places = { readonly newest: Link | undefined; readonly revision: number }
type Link = { readonly entry: PlaceEntry; readonly before: Link | undefined }

export const places: Aggregate<Places, PlaceEvent> = {
  category: 'dictionary',
  catalogue: placeEvents,
  initial: { newest: undefined, revision: -1 },
  evolve: {
    PlacesBegun: (state, _, { revision }) => ({ ...state, revision: Number(revision) }),
    PlaceDefined: ({ newest }, data, { revision }) => {
      const entry = { ...data, revision: Number(revision) }
      return { newest: { entry, before: newest }, revision: entry.revision }
    },
  },
  // A dictionary holds for the whole installation: only a grant in the root unit reaches it.
  units: () => [],
}

export const placeCommand = commandsOn<Places, PlaceEvent>()

/** What holds at an instant: of each code the definition that came into force last. */
export function placesAt({ newest }: Places, at: string): Map<string, PlaceEntry> {
  const held = new Map<string, PlaceEntry>()
  for (let link = newest; link; link = link.before) {
    const { entry } = link
    const known = held.get(entry.code)
    // Newest first: of two with the same instant the one that was recorded later has been met already.
    if (entry.inForceFrom <= at && (!known || known.inForceFrom < entry.inForceFrom)) held.set(entry.code, entry)
  }
  return held
}

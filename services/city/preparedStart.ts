import { matterByCode } from './categories.ts'
import { Chance } from './chance.ts'
import type { City } from './life.ts'
import type { Start } from './starts.ts'

type Told = Pick<Start, 'life' | 'at' | 'type' | 'urgency'> & { readonly code: string; readonly person: number }

/** The start of a life that is prepared: somebody calls from somewhere. */
export function startOf({ world }: City, { code, ...told }: Told): Start {
  const chance = new Chance(world.seed, 'situation', told.life)
  const community = chance.pick(world.communitiesOf(chance.pick(world.streets).code))
  const same = {
    channel: 'phone',
    callerKind: 'person',
    anonymous: false,
    replyWanted: true,
    estate: undefined,
  } as const
  return { ...told, ...same, community, matter: matterByCode(code) }
}

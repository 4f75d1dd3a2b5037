import type { purposes } from '../access/events.ts'
import { Chance } from './chance.ts'
import type { City, TimedCommand } from './life.ts'
import { lookAt, pageSeen, timelineSeen, type Look } from './lookAt.ts'

type Opening = {
  /** How often the case is opened for this; otherwise it is still on the screen, or the list told enough. */
  readonly share: number
  /** Why the caller's number is shown, where somebody is going to dial it. */
  readonly dials?: (typeof purposes)[number]
}

/** What people open before they do something. What an agent registers or answers at once is on the screen anyway. */
const openings: Readonly<Record<string, Opening>> = {
  dispatchCase: { share: 0.9 },
  signFor: { share: 0.85 },
  recordContactAttempt: { share: 0.3, dials: 'contact-citizen' },
  noteHandling: { share: 0.5 },
  reportHandling: { share: 0.9 },
  requestReturn: { share: 0.7 },
  approveReturn: { share: 0.95 },
  rejectReturn: { share: 0.95 },
  acceptReport: { share: 0.95 },
  rejectReport: { share: 0.95 },
  recordCallback: { share: 0.8, dials: 'return-visit' },
  recordCallbackAttempt: { share: 0.4, dials: 'return-visit' },
  linkContact: { share: 0.9 },
  reopenCase: { share: 0.95 },
}

function seenFor({ share, dials }: Opening, caseId: string, contact: string | undefined, chance: Chance): Look[] {
  const opened = chance.happens(share)
  const read = opened && chance.happens(0.45)
  const shown = contact !== undefined && dials !== undefined && chance.happens(0.8)
  return [
    ...(opened ? [pageSeen(caseId, contact)] : []),
    ...(read ? [timelineSeen(caseId)] : []),
    ...(shown
      ? [
          {
            type: 'FieldsRevealed' as const,
            data: { subject: `contact-${contact}`, fields: ['callerNumber'], purpose: dials },
          },
        ]
      : []),
  ]
}

function before(command: TimedCommand, contact: string | undefined, from: number, city: City): TimedCommand[] {
  const opening = openings[command.command]
  if (!opening) return []
  const chance = new Chance(city.world.seed, 'look', command.key)
  const { key, by, life } = command
  const seen = seenFor(opening, command.id, contact, chance)
  const began = Math.max(from + 1000, command.at - chance.int(40, 260) * 1000)
  const step = Math.max(1, Math.floor((command.at - began) / (seen.length + 1)))
  return seen.map((look, index) =>
    lookAt(city, { at: began + index * step, by, life, key: `${key}-look-${index}`, look }),
  )
}

/** One life with what people looked at for it, from an instant on. */
export function withLooks(commands: readonly TimedCommand[], since: number, city: City): readonly TimedCommand[] {
  const contact = commands.find(({ command }) => command === 'receiveContact')?.id
  const registered = commands.find(({ command }) => command === 'registerCase')?.at ?? 0
  const looks = commands.flatMap((command) => (command.at < since ? [] : before(command, contact, registered, city)))
  return [...commands, ...looks]
}

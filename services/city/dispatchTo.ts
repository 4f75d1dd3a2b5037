import type { CommandRoom } from '../kernel/commandRoutes.ts'
import type { Actor } from '../kernel/event.ts'
import { Handler, type Asked, type Ledger } from '../kernel/handle.ts'
import type { ReferenceData } from '../kernel/reference.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Dispatch } from './act.ts'
import { iso } from './hours.ts'
import type { City, TimedCommand } from './life.ts'
import { Looking } from './looking.ts'
import type { CityRole, StaffMember } from './staff.ts'

type Grant = { readonly role: CityRole; readonly unit: string }

export type WriteSide = {
  readonly ledger: Ledger
  /** `contacts`, `cases` and `persons`. */
  readonly rooms: readonly CommandRoom[]
  /** The next case number of the day. */
  readonly numberAt: (at: string) => Promise<string>
  /** services/staff/permissions.ts `reachingGrant` */
  readonly grantOf: (
    grants: readonly Grant[],
    permission: string,
    units: readonly string[],
    reference: ReferenceData,
  ) => { readonly role: string; readonly unit: string } | undefined
}

/** Sends in the name of a member of staff, who needs the permission like everybody. */
export function dispatchTo({ ledger, rooms, numberAt, grantOf }: WriteSide, { world }: City): Dispatch {
  const handler = new Handler(ledger)
  const looking = new Looking(ledger)
  const roomOf = new Map(rooms.map((room) => [room.path, room]))
  const grantsOf = new Map(world.staff.map(({ login, grants }: StaffMember) => [login, grants]))
  const authorise =
    ({ by }: TimedCommand): Asked['authorise'] =>
    (permission, units, reference): Actor => {
      const grant = grantOf(grantsOf.get(by.login) ?? [], permission, units, reference)
      if (grant) return { kind: 'simulator', id: by.id, role: grant.role, unit: grant.unit }
      const words = { zh: `${by.login} 没有权限 ${permission}。`, en: `${by.login} may not ${permission}.` }
      throw new Refusal('not-allowed', words, { status: 403 })
    }
  return {
    async send(timed) {
      if (timed.room === 'access') return looking.send(timed)
      const room = roomOf.get(timed.room)
      const command = room?.commands[timed.command]
      if (!room || !command) throw new Error(`there is no command ${timed.room}.${timed.command}`)
      const now = iso(timed.at)
      const numbered = timed.command === 'registerCase' && { extra: async () => ({ caseNumber: await numberAt(now) }) }
      const asked = { id: timed.id, input: timed.body(), commandId: timed.key, origin: 'synthetic', now } as const
      const name = `${timed.room}.${timed.command}`
      return handler.handle(
        { aggregate: room.aggregate, command },
        { ...asked, ...numbered, name, authorise: authorise(timed) },
      )
    },
  }
}

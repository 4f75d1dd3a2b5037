import type { ReferenceData } from '../../services/kernel/reference.ts'
import type { Concern } from '../kernel/projection.ts'

/** Who asks, as far as reading goes. */
export type Viewer = {
  readonly accountId: string
  readonly sessionId: string
  /** Units under which cases may be seen, with all below them; a tree's root stands for everything. */
  readonly units: readonly string[]
  /** May see cases of callers whose identity is protected… */
  readonly protected: boolean
  /** …as far as they concern one of these units or one below; omitted: wherever the viewer sees cases at all. */
  readonly protectedUnits?: readonly string[]
  /** Units under which the viewer may learn who looked at a case; omitted: nowhere. */
  readonly accessUnits?: readonly string[]
  /** Units whose desks' callers the viewer may look for; omitted: nowhere. */
  readonly searchUnits?: readonly string[]
  readonly permissions: readonly string[]
}

export type Reach = {
  /** Nothing is out of reach: no need to ask unit by unit. */
  readonly everything: boolean
  readonly covers: (unit: string) => boolean
}

export function reachOf({ units }: Pick<Viewer, 'units'>, reference: ReferenceData): Reach {
  if (units.some((unit) => reference.unit(unit)?.parent === null)) return { everything: true, covers: () => true }
  const known = new Map<string, boolean>()
  const covers = (unit: string): boolean => {
    let answer = known.get(unit)
    if (answer === undefined) {
      answer = units.some((root) => root === unit || reference.isWithin(unit, root))
      known.set(unit, answer)
    }
    return answer
  }
  return { everything: false, covers }
}

/** How far the viewer sees cases whose callers are protected. */
export function protectedReach(viewer: Viewer, reference: ReferenceData): Reach {
  if (!viewer.protected) return { everything: false, covers: () => false }
  return reachOf({ units: viewer.protectedUnits ?? viewer.units }, reference)
}

const within = (reach: Reach, units: readonly string[]): boolean => reach.everything || units.some(reach.covers)

/** Answers for one viewer whether a row may be seen: one reached unit suffices, a protected caller's case needs more. */
export function sightOf(viewer: Viewer, reference: ReferenceData): (concern: Concern) => boolean {
  const reach = reachOf(viewer, reference)
  const guarded = protectedReach(viewer, reference)
  return ({ units, protected: isProtected }) => within(reach, units) && (!isProtected || within(guarded, units))
}

import type { ReferenceData } from '../../services/kernel/reference.ts'
import type { Concern } from '../kernel/projection.ts'

/** Who asks, as far as reading goes. */
export type Viewer = {
  readonly accountId: string
  readonly sessionId: string
  /** Units under which cases may be seen, with all below them; a tree's root stands for everything. */
  readonly units: readonly string[]
  /** May see cases of callers whose identity is protected. */
  readonly protected: boolean
  readonly permissions: readonly string[]
}

export type Reach = {
  /** Nothing is out of reach: no need to ask unit by unit. */
  readonly everything: boolean
  readonly covers: (unit: string) => boolean
}

export function reachOf({ units }: Viewer, reference: ReferenceData): Reach {
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

/** One reached unit suffices; a protected caller's case needs more than that. */
export function maySee(viewer: Viewer, reach: Reach, concern: Concern): boolean {
  if (concern.protected && !viewer.protected) return false
  return reach.everything ? viewer.units.length > 0 : concern.units.some((unit) => reach.covers(unit))
}

import type { Speaker } from '../../components/describeEvent.ts'
import type { Then } from './replay.ts'

/**
 * Speaks of an event in the names of its moment: what units and categories were called in the states around it. What neither of
 * them knows has the name of today.
 */
export function speakerThen(speaker: Speaker, around: readonly (Then | undefined)[]): Speaker {
  const states = around.flatMap((state) => state ?? [])
  const units = new Map(
    states.flatMap(({ assignments, intakeUnit }) =>
      [intakeUnit, ...assignments].map(({ unit, name }) => [unit, name] as const),
    ),
  )
  const categories = new Map(
    states.flatMap(({ category }) => (category ? [[category.code, category.names] as const] : [])),
  )
  return {
    ...speaker,
    unitName: (code) => units.get(code) ?? speaker.unitName(code),
    categoryPath: (code) => categories.get(code) ?? speaker.categoryPath(code),
  }
}

import type { Category, ReferenceData, Unit } from '../../services/kernel/reference.ts'

/** Reference data; where it also knows what has been retired, old cases keep their names. */
export type Names = ReferenceData & {
  everUnit?(code: string): Unit | undefined
  everCategory?(code: string): Category | undefined
}

export const unitName = (names: Names, code: string): string =>
  (names.everUnit?.(code) ?? names.unit(code))?.name ?? code

export const categoryOf = (names: Names, code: string): Category | undefined =>
  names.everCategory?.(code) ?? names.category(code)

export const categoryNames = (names: Names, code: string): readonly string[] => categoryOf(names, code)?.names ?? [code]

export const named = (names: Names, unit: string): { unit: string; name: string } => ({
  unit,
  name: unitName(names, unit),
})

import type { Problem } from '../api/problem.ts'

type Named = { readonly name: string; readonly also?: readonly string[] }

const isAt = ({ name, also = [] }: Named, path: string) => name === path || also.some((each) => path.startsWith(each))

/** The field of a form that the server's answer is about; it may know it by another path. */
export function fieldOf<Field extends Named>(
  fields: readonly Field[],
  problem: Problem | undefined,
): Field | undefined {
  const path = problem?.field
  return path ? fields.find((field) => isAt(field, path)) : undefined
}

import type { ReferenceData } from '../kernel/reference.ts'

/** Names from the top level down. */
export type CategoryPath = readonly string[]

type Definition = { readonly code: string; readonly name: string; readonly parent?: string }

const key = (names: CategoryPath) => JSON.stringify(names)

/** Codes that are taken, and the highest number used below each parent. */
function known(reference: ReferenceData) {
  const codes = new Map<string, string>()
  const used = new Map<string, number>()
  for (const { code, names, parent } of reference.categories()) {
    codes.set(key(names), code)
    const serial = Number(code.slice((parent ?? '').length))
    if (Number.isInteger(serial)) used.set(parent ?? '', Math.max(used.get(parent ?? '') ?? 0, serial))
  }
  return { codes, used }
}

/**
 * What of a tree is not there yet, parents first. Codes are two more digits per level (01, 0103, 010312), the next free
 * one below the parent, so that a second import of the same or of a longer file defines nothing twice.
 */
export function missingCategories(paths: readonly CategoryPath[], reference: ReferenceData) {
  const { codes, used } = known(reference)
  const before = new Set(codes.keys())
  const definitions: Definition[] = []
  const codeOf = (names: CategoryPath): string => {
    const given = codes.get(key(names))
    if (given !== undefined) return given
    const parent = names.length > 1 ? codeOf(names.slice(0, -1)) : ''
    const serial = (used.get(parent) ?? 0) + 1
    used.set(parent, serial)
    const code = `${parent}${String(serial).padStart(2, '0')}`
    codes.set(key(names), code)
    definitions.push({ code, name: names.at(-1) ?? '', ...(parent !== '' && { parent }) })
    return code
  }
  for (const names of paths) codeOf(names)
  const imported = new Set(paths.map(key).filter((path) => !before.has(path))).size
  return { definitions, imported, skipped: paths.length - imported }
}

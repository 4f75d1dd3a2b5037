type Node = { readonly code: string; readonly parent: string | null }

/** Entries in the order of a tree that is read from above, each with its depth. */
export function inTree<Entry extends Node>(entries: readonly Entry[]): { entry: Entry; depth: number }[] {
  const known = new Set(entries.map(({ code }) => code))
  const children = new Map<string, Entry[]>()
  for (const entry of entries) {
    const parent = entry.parent !== null && known.has(entry.parent) ? entry.parent : ''
    const siblings = children.get(parent)
    if (siblings) siblings.push(entry)
    else children.set(parent, [entry])
  }
  const below = (parent: string, depth: number): { entry: Entry; depth: number }[] =>
    (children.get(parent) ?? []).flatMap((entry) => [{ entry, depth }, ...below(entry.code, depth + 1)])
  return below('', 0)
}

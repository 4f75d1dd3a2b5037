import type { Context } from '../kernel/command.ts'
import { entriesOf, type Chain, type Noted, type Retirement } from './dictionary.ts'
import { heldAt } from './inForce.ts'
import { instantOf, refuseCircle, refuseUnknownParent, unknownCode, type Tree } from './refusals.ts'

type Entry = Noted<{
  readonly code: string
  readonly name: string
  readonly parent: string | null
  readonly inForceFrom: string
}>
type Data<Held extends Entry> = Omit<Held, 'revision' | 'recordedAt'>
type Changes<Held extends Entry> = { readonly code: string; readonly inForceFrom?: string } & Partial<Data<Held>>

/** What of a tree is changed, and the further rules of that tree. */
export type Changing<Held extends Entry> = {
  readonly entries: Chain<Held>
  readonly retired: Chain<Retirement>
  readonly refuse?: (after: Data<Held>, before: Data<Held>, tree: Tree<Held>) => void
}

/** A tree's entry as it is from an instant on, with what is given changed; undefined where that is how it is anyway. */
export function changedEntry<Held extends Entry>(
  input: Changes<Held>,
  { entries: chain, retired, refuse }: Changing<Held>,
  context: Context,
): Data<Held> | undefined {
  const inForceFrom = instantOf(input.inForceFrom, 'inForceFrom', context)
  const [entries, ended] = [entriesOf(chain), entriesOf(retired)]
  const tree = heldAt(entries, ended, inForceFrom)
  const held = tree.get(input.code)
  if (!held?.inForce) throw unknownCode(input.code)
  const { revision: _revision, recordedAt: _recordedAt, ...before } = held.entry
  const after = { ...before, ...input, inForceFrom: before.inForceFrom }
  if (JSON.stringify(after) === JSON.stringify(before)) return undefined
  if (after.parent !== null) refuseUnknownParent(tree, after.parent)
  refuse?.(after, before, tree)
  const data = { ...after, inForceFrom }
  refuseCircle([...entries, data], ended, [input.code], inForceFrom)
  return data
}

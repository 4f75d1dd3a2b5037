import type { Context } from '../kernel/command.ts'
import { badField, Refusal } from '../kernel/refusal.ts'
import type { DictionaryName } from './events.ts'
import { countUpTo, heldAt, pathOf, turningPoints, type Dated, type Ended, type Held } from './inForce.ts'

/** Commands are sent to one of four dictionaries; each knows only its own. */
export function refuseElsewhere(dictionary: DictionaryName, { id }: Context): void {
  if (id === dictionary) return
  const words = {
    zh: `该操作属于“${dictionary}”字典，不能对“${id}”执行。`,
    en: `This belongs to the dictionary “${dictionary}”, not to “${id}”.`,
  }
  throw new Refusal('other-dictionary', words, { status: 404 })
}

/** The instant in the form in which instants are compared; omitted: now. */
export function instantOf(text: string | undefined, field: string, context: Context): string {
  if (text === undefined) return context.now
  const time = Date.parse(text)
  if (Number.isNaN(time)) {
    throw badField(field, {
      zh: '时间格式不正确，应为 2026-05-02T09:00:00.000Z 这样的时间。',
      en: 'This is no instant. Write it like 2026-05-02T09:00:00.000Z.',
    })
  }
  return new Date(time).toISOString()
}

type Node = Dated & { readonly parent: string | null; readonly name: string }

/** The tree as it is at an instant. */
export type Tree<Entry extends Node> = ReadonlyMap<string, Held<Entry>>

const parentIn =
  <Entry extends Node>(tree: Tree<Entry>) =>
  (code: string) =>
    tree.get(code)?.entry.parent

export function refuseUnknownParent<Entry extends Node>(tree: Tree<Entry>, parent: string): void {
  if (tree.get(parent)?.inForce) return
  throw badField(
    'parent',
    {
      zh: `上级“${parent}”在该时间不存在或已停用。请先设立上级，或另选上级。`,
      en: `The parent “${parent}” does not exist at that time or has been retired. Define it first, or choose another.`,
    },
    'unknown-parent',
  )
}

/** Looks at every later turning point too: two moves that are each fine may close a circle together. */
export function refuseCircle(
  entries: readonly Node[],
  ended: readonly Ended[],
  codes: readonly string[],
  from: string,
) {
  for (const at of pointsFrom(entries, ended, from)) {
    const parentOf = parentIn(heldAt(entries, ended, at))
    const circle = codes.find((code) => {
      const [top] = pathOf(code, parentOf)
      return top !== undefined && Boolean(parentOf(top))
    })
    if (circle === undefined) continue
    const words = {
      zh: `“${circle}”将成为自己的上级（自 ${at} 起）。请另选上级。`,
      en: `“${circle}” would lie below itself (from ${at} on). Choose another parent.`,
    }
    throw new Refusal('circle', words, { status: 400, field: 'parent' })
  }
}

/** `from` and every turning point after it. */
export function pointsFrom(entries: readonly Dated[], ended: readonly Ended[], from: string): string[] {
  const points = turningPoints(entries, ended)
  return [from, ...points.slice(countUpTo(points, from))]
}

/** What still stands below `code` at `from` or comes to stand there later. */
function below(entries: readonly Node[], ended: readonly Ended[], code: string, from: string): string[] {
  const codes = pointsFrom(entries, ended, from).flatMap((at) =>
    [...heldAt(entries, ended, at)]
      .filter(([, { entry, inForce }]) => inForce && entry.parent === code)
      .map(([child]) => child),
  )
  return [...new Set(codes)].sort()
}

export function refuseChildren(entries: readonly Node[], ended: readonly Ended[], code: string, from: string): void {
  const children = below(entries, ended, code, from)
  if (children.length === 0) return
  const some = children.slice(0, 3).join('、')
  const words = {
    zh: `“${code}”下仍有 ${children.length} 个下级在用（如 ${some}）。请先停用或移走它们。`,
    en: `“${code}” still has ${children.length} below it in force (${some}). Retire or move them first.`,
  }
  throw new Refusal('has-children', words, { details: { children } })
}

export function unknownCode(code: string): Refusal {
  const words = {
    zh: `编码“${code}”在该时间不存在或已停用。请核对编码和时间。`,
    en: `There is no “${code}” in force at that time. Check the code and the time.`,
  }
  return badField('code', words, 'unknown-code')
}

export function takenCode(code: string, how: { zh: string; en: string }, details?: unknown): Refusal {
  const words = {
    zh: `编码“${code}”已在使用。${how.zh}`,
    en: `The code “${code}” is in use. ${how.en}`,
  }
  return new Refusal('code-in-use', words, { field: 'code', details })
}

/** A retirement must lie after the beginning, and is not moved once it stands. Answers whether there is anything to do. */
export function retires(entries: readonly Dated[], ended: readonly Ended[], code: string, until: string): boolean {
  const held = heldAt(entries, ended, until).get(code)
  if (!held || held.entry.inForceFrom >= until) throw unknownCode(code)
  if (held.until === until) return false
  if (held.until !== undefined && held.until < until) {
    const words = { zh: `“${code}”已于 ${held.until} 停用。`, en: `“${code}” has been retired as of ${held.until}.` }
    throw new Refusal('already-retired', words)
  }
  const later = entries.find((entry) => entry.code === code && entry.inForceFrom > until)
  if (!later) return true
  throw new Refusal('changes-later', {
    zh: `“${code}”自 ${later.inForceFrom} 起已另有设定。请选择更晚的停用时间。`,
    en: `“${code}” is set to change as of ${later.inForceFrom}. Retire it after that.`,
  })
}

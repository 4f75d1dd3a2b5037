import { reactive, ref } from 'vue'

import { isBlank } from './draft.ts'
import type { Draft } from './draft.ts'
import { edited, join, meet, sameValue } from './meeting.ts'
import type { Version } from './meeting.ts'
import { keepSheet, newSheet, storedSheet } from './sheet.ts'
import type { Sheet } from './sheet.ts'
import type { DraftTold } from './windows.ts'

export type Name = keyof Draft
export const namesOf = (draft: Draft) => Object.keys(draft) as Name[]
export const copy = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value

/** A draft in this window's hands, and what it knows of the other windows of the same account. */
export function holdDraft(account: string, unit: string) {
  const restored = storedSheet(account, unit)
  const sheet = reactive<Sheet>(restored ?? newSheet(account, unit))
  let settled = copy(sheet.draft)
  let isQuiet = false

  return {
    sheet,
    isRestored: ref(restored !== undefined && !isBlank(restored.draft)),
    /** What another window holds in a field, where both wrote without seeing the other. */
    rivals: reactive<Record<string, Version>>({}),
    /** Windows with this same draft, and drafts of windows with another one. */
    peers: reactive(new Set<string>()),
    others: reactive(new Map<string, DraftTold>()),
    sendingElsewhere: ref(false),
    /** A change by the house, which is no edit of this window. */
    quietly: (change: () => void): void => {
      isQuiet = true
      change()
      settled = copy(sheet.draft)
      isQuiet = false
      keepSheet(sheet)
    },
    /** Counts what this window has edited since; true when there was something. */
    count: (window: string): boolean => {
      if (isQuiet) return false
      const changed = namesOf(sheet.draft).filter((name) => !sameValue(sheet.draft[name], settled[name]))
      for (const name of changed) sheet.seen[name] = edited(sheet.seen[name] ?? {}, window)
      settled = copy(sheet.draft)
      return changed.length > 0
    },
  }
}
export type Hold = ReturnType<typeof holdDraft>

export const versionOf = ({ draft, seen }: Sheet, name: Name): Version => ({
  value: draft[name],
  seen: seen[name] ?? {},
})

/** Writes a field whose type only its name knows. */
export const put = (draft: Draft, name: Name, value: unknown) => Object.assign(draft, { [name]: copy(value) })

function meetField({ sheet, rivals }: Hold, name: Name, theirs: Version): void {
  const mine = versionOf(sheet, name)
  const who = meet(mine, theirs)
  if (who === 'both') return void (rivals[name] = theirs)
  if (who === 'theirs') put(sheet.draft, name, theirs.value)
  sheet.seen[name] = join(mine.seen, theirs.seen)
  delete rivals[name]
}

/** Takes over what another window knows better of the same draft. */
export function meetDraft(hold: Hold, { fields, steps }: DraftTold): void {
  hold.quietly(() => {
    for (const name of namesOf(hold.sheet.draft)) {
      const theirs = fields[name]
      if (theirs) meetField(hold, name, theirs)
    }
    hold.sheet.steps = { ...steps, ...hold.sheet.steps }
  })
}

/** Makes another window's draft this window's too. */
export function takeOver({ sheet, quietly }: Hold, { id, startedAt, fields, steps }: DraftTold): void {
  quietly(() => {
    Object.assign(sheet, { id, startedAt, steps, seen: {}, ended: undefined })
    for (const name of namesOf(sheet.draft)) {
      const theirs = fields[name]
      if (!theirs) continue
      put(sheet.draft, name, theirs.value)
      sheet.seen[name] = theirs.seen
    }
  })
}

/** Ends a dispute about a field: with what stands here, with theirs, or with words made of both. */
export function settle({ sheet, rivals, quietly }: Hold, window: string, name: string, value: unknown): void {
  const rival = rivals[name]
  if (!rival) return
  quietly(() => {
    put(sheet.draft, name as Name, value)
    sheet.seen[name] = edited(join(sheet.seen[name] ?? {}, rival.seen), window)
    delete rivals[name]
  })
}

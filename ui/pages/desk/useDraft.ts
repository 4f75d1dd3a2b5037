import { computed, onScopeDispose, shallowRef, watch } from 'vue'

import { emptyDraft, isBlank } from './draft.ts'
import type { Draft } from './draft.ts'
import { copy, holdDraft, meetDraft, namesOf, settle, takeOver, versionOf } from './hold.ts'
import type { Hold } from './hold.ts'
import { forgetSheet, keepSheet, newSheet } from './sheet.ts'
import type { Sheet, Steps } from './sheet.ts'
import { openWindows } from './windows.ts'
import type { DraftTold, Told } from './windows.ts'

const toldOf = ({ sheet }: Hold): DraftTold => ({
  kind: 'draft',
  id: sheet.id,
  startedAt: sheet.startedAt,
  isBlank: isBlank(sheet.draft),
  fields: Object.fromEntries(namesOf(sheet.draft).map((name) => [name, versionOf(sheet, name)])),
  steps: sheet.steps,
})

function hearDraft(hold: Hold, told: DraftTold, from: string, answer: () => void): void {
  const { sheet, peers, others } = hold
  if (told.id !== sheet.id) {
    peers.delete(from)
    if (told.isBlank) others.delete(from)
    else others.set(from, told)
    return
  }
  const isNew = !peers.has(from)
  peers.add(from)
  others.delete(from)
  meetDraft(hold, told)
  if (isNew) answer()
}

function hearLeave({ peers, others, sendingElsewhere }: Hold, from: string): void {
  peers.delete(from)
  others.delete(from)
  if (peers.size === 0) sendingElsewhere.value = false
}

function hear(hold: Hold, told: Told, from: string, answer: () => void): void {
  if (told.kind === 'who') answer()
  else if (told.kind === 'draft') hearDraft(hold, told, from, answer)
  else if (told.kind === 'bye') hearLeave(hold, from)
  else if (told.id !== hold.sheet.id) return
  else if (told.kind === 'sending') hold.sendingElsewhere.value = told.on
  else hold.quietly(() => (hold.sheet.ended = { caseNumber: told.caseNumber }))
}

function begin(hold: Hold, account: string, draft: Draft): void {
  hold.quietly(() => {
    const { draft: _blank, ...fresh } = newSheet(account, draft.unit)
    Object.assign(hold.sheet, { ...fresh, ended: undefined })
    // In place: the form holds on to the draft itself.
    Object.assign(hold.sheet.draft, draft)
    for (const name of Object.keys(hold.rivals)) delete hold.rivals[name]
  })
  hold.peers.clear()
  hold.sendingElsewhere.value = false
  hold.isRestored.value = false
}

/** Every stroke is kept in this window and told to the others. */
function useTelling(hold: Hold, account: string) {
  const { sheet } = hold
  const { window, tell, close } = openWindows(account, (told, from) => hear(hold, told, from, tellDraft))
  function tellDraft(): void {
    tell(toldOf(hold))
  }
  const edit = () => {
    if (!hold.count(window)) return
    keepSheet(sheet)
    tellDraft()
  }
  watch(() => sheet.draft, edit, { deep: true, flush: 'sync' })
  watch([() => sheet.steps, () => sheet.ended], () => keepSheet(sheet), { flush: 'sync' })
  tell({ kind: 'who' })
  tellDraft()
  onScopeDispose(close)
  return { window, tell, tellDraft }
}

/** What was thrown away last: by mistake, and then it is all there again, for as long as nothing else stands here. */
function useThrown(sheet: Sheet, start: (draft: Draft, steps: Steps) => void) {
  const thrown = shallowRef<{ readonly draft: Draft; readonly steps: Steps }>()
  return {
    canRestore: computed(() => thrown.value !== undefined && isBlank(sheet.draft)),
    /** True where there is something to keep. */
    keep: (isThrown: boolean): boolean => {
      const isKept = isThrown && !isBlank(sheet.draft)
      thrown.value = isKept ? { draft: copy(sheet.draft), steps: copy(sheet.steps) } : undefined
      return isKept
    },
    restore: () => {
      if (thrown.value) start(thrown.value.draft, thrown.value.steps)
      thrown.value = undefined
    },
  }
}

/** What stands in the form. It survives a reload, and two windows that hold it tell each other every stroke. */
export function useDraft(account: string, unit: string) {
  const hold = holdDraft(account, unit)
  const { sheet, others, peers } = hold
  const { window, tell, tellDraft } = useTelling(hold, account)
  const end = (caseNumber?: string) => {
    tell({ kind: 'ended', id: sheet.id, caseNumber })
    forgetSheet()
  }
  const start = (draft: Draft, steps: Steps = {}) => {
    begin(hold, account, draft)
    sheet.steps = steps
    tellDraft()
  }
  const thrown = useThrown(sheet, start)

  return {
    ...hold,
    isShared: computed(() => peers.size > 0),
    /** An unfinished draft of another window, as long as nothing stands here. */
    offer: computed(() => (isBlank(sheet.draft) && !sheet.ended ? [...others.values()][0] : undefined)),
    tellSending: (on: boolean) => tell({ kind: 'sending', id: sheet.id, on }),
    /** It is done: other windows must not send it again. */
    end,
    /** Words and all go; `isDone` where they were sent. */
    clear: (isDone: boolean) => {
      if (thrown.keep(!isDone) && !sheet.ended) end()
      start(emptyDraft(sheet.draft.unit || unit, sheet.draft.channel))
      forgetSheet()
    },
    thrown,
    /** The words stay, as a matter of their own. */
    keepAsNew: () => start(copy(sheet.draft)),
    takeOver: (told: DraftTold) => (takeOver(hold, told), tellDraft()),
    settle: (name: string, value: unknown) => (settle(hold, window, name, value), tellDraft()),
  }
}

import { newKey } from '../../api/sendCommand.ts'
import type { Answer } from '../../api/types.ts'
import { emptyDraft } from './draft.ts'
import type { Draft } from './draft.ts'
import type { Seen } from './meeting.ts'

/** A command on the way of this draft: its key until an answer is seen, then the answer. */
export type Step = { readonly key: string; readonly fingerprint: string; readonly answer?: Answer }
export type Steps = Readonly<Record<string, Step>>

/** One matter at the desk, from the first digit until its number was read out. */
export type Sheet = {
  readonly account: string
  id: string
  startedAt: string
  readonly draft: Draft
  /** Which edits each field knows of, where several windows hold the draft. */
  seen: Record<string, Seen>
  /** What was already done for it: a reload in the middle must not do it twice. */
  steps: Steps
  /** Registered or thrown away in another window. */
  ended?: { readonly caseNumber?: string | undefined } | undefined
}

const place = 'minsheng-draft'

export const newSheet = (account: string, unit: string): Sheet => ({
  account,
  id: newKey(),
  startedAt: new Date().toISOString(),
  draft: emptyDraft(unit),
  seen: {},
  steps: {},
})

/** Personal data: only in this window's own storage, which goes with the window, and only for who wrote it. */
export function storedSheet(account: string, unit: string): Sheet | undefined {
  try {
    const found = JSON.parse(sessionStorage.getItem(place) ?? 'null') as Partial<Sheet> | null
    if (!found || found.account !== account) return undefined
    return { ...newSheet(account, unit), ...found, account, draft: { ...emptyDraft(unit), ...found.draft } }
  } catch {
    return undefined
  }
}

export const keepSheet = (sheet: Sheet): void => sessionStorage.setItem(place, JSON.stringify(sheet))
export const forgetSheet = (): void => sessionStorage.removeItem(place)

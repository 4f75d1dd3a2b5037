import type { Tampering } from '../../../services/notary/evidence/tamper.ts'
import { request } from '../../api/request.ts'
import type { Words } from '../../api/types.ts'

export type { Tampering }
export const tamperings: readonly Tampering[] = [
  'change',
  'flip',
  'delete',
  'reorder',
  'cut',
  'lastTen',
  'rechain',
  'forge',
]

export type Finding = {
  readonly done: {
    readonly words: Words
    readonly change?: { readonly field: string; readonly before: string; readonly after: string }
  }
  readonly verdict: {
    readonly ok: boolean
    readonly events: number
    readonly problems: readonly {
      readonly kind: string
      readonly stream?: string
      readonly revision?: string
      readonly words: Words
    }[]
  }
  /** The published key, by which a forged copy is told from ours. */
  readonly keyFingerprint: string
  /** The untouched bundle; it holds the streams of the case's contacts too. */
  readonly original: { readonly ok: boolean; readonly events: number; readonly ofCase: number }
}

/** Asks for a copy that was tampered with, and for what the offline verifier says of it. Nothing is kept. */
export const tamper = async (caseId: string, event: number, how: Tampering): Promise<Finding> =>
  (await request('/api/audit/tamper', { method: 'POST', body: { caseId, event, how } })) as Finding

export const tamperedFile = (caseId: string, event: number, how: Tampering): string =>
  `/api/audit/tampered/${caseId}?event=${event}&how=${how}`

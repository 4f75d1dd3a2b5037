import { newKey } from '../../api/sendCommand.ts'
import type { Version } from './meeting.ts'
import type { Steps } from './sheet.ts'

export type DraftTold = {
  readonly kind: 'draft'
  readonly id: string
  readonly startedAt: string
  readonly isBlank: boolean
  readonly fields: Readonly<Record<string, Version>>
  readonly steps: Steps
}
export type Told =
  | { readonly kind: 'who' }
  | DraftTold
  | { readonly kind: 'sending'; readonly id: string; readonly on: boolean }
  | { readonly kind: 'ended'; readonly id: string; readonly caseNumber?: string | undefined }
  | { readonly kind: 'bye' }

type Letter = { readonly account: string; readonly from: string; readonly told: Told }

/**
 * The windows of one browser in which the same account has the desk open. Drafts go from window to window and are
 * never written where they would outlive them.
 */
export function openWindows(account: string, hear: (told: Told, from: string) => void) {
  const window = newKey()
  const channel = new BroadcastChannel('minsheng-desk')
  channel.addEventListener('message', ({ data }: MessageEvent<Letter>) => {
    if (data.account === account && data.from !== window) hear(data.told, data.from)
  })
  // Through JSON: what Vue watches cannot be cloned.
  let isOpen = true
  const tell = (told: Told) =>
    // A command that is on its way when the page is left comes back to a window that tells nobody any more.
    isOpen && channel.postMessage(JSON.parse(JSON.stringify({ account, from: window, told } satisfies Letter)))
  const leave = () => tell({ kind: 'bye' })
  globalThis.addEventListener('pagehide', leave)
  return {
    window,
    tell,
    close: () => {
      leave()
      globalThis.removeEventListener('pagehide', leave)
      isOpen = false
      channel.close()
    },
  }
}

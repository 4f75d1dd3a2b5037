import { computed } from 'vue'
import { useI18n } from 'vue-i18n'

import { activeKeys, isOffered } from '../composables/useKeys.ts'

/** A line of the palette. */
export type Entry = {
  readonly id: string
  readonly label: string
  readonly detail?: string
  readonly step?: string
  readonly keys?: string
  /** What it does happens in the palette itself. */
  readonly stays?: boolean
  run(): void
}

/** The shell's own: pages stand in the palette anyway. */
const isOfShell = (keys: string) => keys === 'mod+k' || keys === '?' || keys.startsWith('g ')

/** What can be done on the page that is open, with its keys where it has some. */
export function usePageCommands() {
  const { t } = useI18n()
  // As it was when the palette opened: what the page does behind it must not move the lines.
  const offered = [...activeKeys].filter((key) => isOffered(key) && !isOfShell(key.keys))
  return computed(() =>
    offered.map((key): Entry => ({
      id: `here ${key.label ?? ''} ${key.keys}`,
      label: t(key.label ?? ''),
      keys: key.keys.replaceAll('mod+', 'Ctrl '),
      run: () => key.run(),
    })),
  )
}

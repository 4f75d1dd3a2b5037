import { onScopeDispose, shallowReactive } from 'vue'

export type Key = {
  /** `j`, `Enter`, `mod+k` (Ctrl or ⌘), or two keys in a row: `g w`. Empty: only in the palette. */
  readonly keys: string
  /** Message key that says what it does; without one it is not listed under `?`. */
  readonly label?: string
  /** Also while typing in a field. */
  readonly always?: boolean
  /** False while it would do nothing: then neither the overview nor the palette offers it. */
  readonly isPossible?: () => boolean
  run(): void
}

/** What can be done now, to be shown. */
export const isOffered = ({ label, isPossible }: Key): boolean => label !== undefined && (isPossible?.() ?? true)

/** All keys that act now, for the overview under `?`. */
export const activeKeys = shallowReactive(new Set<Key>())
let started = ''
let startedAt = 0

/** Takes no text: letters and Space stay the page's. */
const isSlider = (target: EventTarget | null): boolean => target instanceof HTMLInputElement && target.type === 'range'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  !isSlider(target) &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('dialog, [role="dialog"], [role="menu"], [role="listbox"]') !== null

function pressed(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : ''
  return mod + (event.key.length === 1 ? event.key.toLowerCase() : event.key)
}

/** Enter and Space belong to the button or link that has the focus, arrows and the like to a slider. */
const belongsToFocus = (event: KeyboardEvent): boolean =>
  (isSlider(event.target) && /^(Arrow|Page|Home|End)/.test(event.key)) ||
  ((event.key === 'Enter' || event.key === ' ') &&
    event.target instanceof HTMLElement &&
    event.target.closest('a, button, summary') !== null)

/** The newest component's key wins; while somebody types, only those that always act. */
function keyFor(event: KeyboardEvent, quiet: boolean): Key | undefined {
  const now = pressed(event)
  const acting = [...activeKeys].filter((key) => key.always || !quiet)
  const sequence = Date.now() - startedAt < 900 ? `${started} ${now}` : now
  // `g s` goes to the search, also where `s` alone would sign for a case.
  return acting.findLast(({ keys }) => keys === sequence) ?? acting.findLast(({ keys }) => keys === now)
}

/** What a page does must not happen behind what covers it: the palette has its own keys, and Escape shuts what is open. */
const isCovered = ({ target, key }: KeyboardEvent): boolean =>
  target instanceof HTMLElement && (target.closest('dialog') !== null || (key === 'Escape' && isInDialog(target)))

/** Somebody else's key: already used, part of writing Chinese, or meant for what lies over the page. */
const isTaken = (event: KeyboardEvent): boolean =>
  event.defaultPrevented || event.altKey || event.isComposing || isCovered(event)

function onKey(event: KeyboardEvent): void {
  if (isTaken(event)) return
  const quiet = isTyping(event.target) || isInDialog(event.target) || belongsToFocus(event)
  const found = keyFor(event, quiet)
  started = pressed(event)
  startedAt = quiet || found ? 0 : Date.now()
  if (!found) return
  event.preventDefault()
  found.run()
}

document.addEventListener('keydown', onKey)

/** Keys of a component, for as long as it lives. */
export function useKeys(keys: readonly Key[]): void {
  keys.forEach((key) => activeKeys.add(key))
  onScopeDispose(() => keys.forEach((key) => activeKeys.delete(key)))
}

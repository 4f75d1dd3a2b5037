import { onScopeDispose, shallowReactive } from 'vue'

export type Key = {
  /** `j`, `Enter`, `mod+k` (Ctrl or ⌘), or two keys in a row: `g w`. */
  readonly keys: string
  /** Message key that says what it does; without one it is not listed under `?`. */
  readonly label?: string
  /** Also while typing in a field. */
  readonly always?: boolean
  run(event: KeyboardEvent): void
}

/** All keys that act now, for the overview under `?`. */
export const activeKeys = shallowReactive(new Set<Key>())
let started = ''
let startedAt = 0

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null

function pressed(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : ''
  return mod + (event.key.length === 1 ? event.key.toLowerCase() : event.key)
}

/** Enter and Space belong to the button or link that has the focus. */
const belongsToFocus = (event: KeyboardEvent): boolean =>
  (event.key === 'Enter' || event.key === ' ') &&
  event.target instanceof HTMLElement &&
  event.target.closest('a, button, summary') !== null

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.isComposing) return
  const now = pressed(event)
  const sequence = Date.now() - startedAt < 900 ? `${started} ${now}` : now
  const quiet = isTyping(event.target) || isInDialog(event.target) || belongsToFocus(event)
  const found = [...activeKeys].findLast((key) => (key.keys === sequence || key.keys === now) && (key.always || !quiet))
  started = now
  startedAt = quiet ? 0 : Date.now()
  if (!found) return
  event.preventDefault()
  startedAt = 0
  found.run(event)
}

document.addEventListener('keydown', onKey)

/** Keys of a component, for as long as it lives. */
export function useKeys(keys: readonly Key[]): void {
  keys.forEach((key) => activeKeys.add(key))
  onScopeDispose(() => keys.forEach((key) => activeKeys.delete(key)))
}

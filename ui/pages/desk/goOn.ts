const places = 'input:not([type=checkbox]), textarea, select, button[type=submit]'

/** What is written or still to be chosen; what already has an answer is passed by. */
function isOnTheWay(place: HTMLElement): boolean {
  if (!place.checkVisibility()) return false
  if (!(place instanceof HTMLInputElement) || place.type !== 'radio') return true
  const group = place.form?.elements.namedItem(place.name)
  return !(group instanceof RadioNodeList) || (group.value === '' && group[0] === place)
}

/**
 * Enter in a line goes on to the next one. It would submit the form, and what was registered while the caller is still
 * talking cannot be taken back: that is for Ctrl+Enter and the button.
 */
export function goOn(event: KeyboardEvent): void {
  const here = event.target
  if (!(here instanceof HTMLInputElement) || event.isComposing || event.defaultPrevented) return
  event.preventDefault()
  const all = [...(here.form?.querySelectorAll<HTMLElement>(places) ?? [])]
  const behind = all.slice(all.indexOf(here) + 1)
  behind.find(isOnTheWay)?.focus()
}

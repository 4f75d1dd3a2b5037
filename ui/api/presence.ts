/** Hands and eyes: what only somebody who sits there does. */
export const gestures = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const
/** A question belongs to the last gesture when it follows this soon; a slow server's answers may lead to more. */
const followsForMs = 30_000

/** Opening a page is a gesture too. */
let lastAt = Date.now()

export function somebodyIsThere(at = Date.now()): void {
  lastAt = at
}

/** Whether what is asked now is somebody's question, and not only the page's own. */
export const isSomebodyThere = (now = Date.now()): boolean => now - lastAt < followsForMs

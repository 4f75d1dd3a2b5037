/** How somebody came to a page: the pages above it, from the widest on. Kept with the place in the browser's history. */
export type TrailStep = { readonly text: string; readonly path: string }

const isStep = (value: unknown): value is TrailStep =>
  typeof value === 'object' &&
  value !== null &&
  typeof Reflect.get(value, 'text') === 'string' &&
  /^\/(?!\/)/.test(String(Reflect.get(value, 'path')))

/** The state that a link gives to the page it opens. */
export const withTrail = (steps: readonly TrailStep[]) => ({ trail: steps.map(({ text, path }) => ({ text, path })) })

/** The trail of the page that is open; empty where somebody came straight to it. */
export function trailHere(): readonly TrailStep[] {
  const found: unknown = (history.state as { trail?: unknown } | null)?.trail
  return Array.isArray(found) ? found.filter(isStep) : []
}

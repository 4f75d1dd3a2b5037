import type { ClockName, Urgency } from '../kernel/reference.ts'
import type { PolicyRule } from './dictionary.ts'

export type About = { readonly type: string; readonly urgency: Urgency; readonly category: string }

/**
 * The rule that applies: every criterion it names must hold, and the most specific one wins — urgency counts before
 * category, a deeper category before a higher one, category before type. No two rules in force have the same criteria
 * (`setPolicyRule` refuses that), so that there is one winner.
 */
export function applyingRule(
  rules: readonly PolicyRule[],
  clock: ClockName,
  about: About,
  categoryPath: readonly string[],
): PolicyRule | undefined {
  let best: PolicyRule | undefined
  let bestWeight = -1
  for (const rule of rules) {
    if (rule.clock !== clock) continue
    const weight = weigh(rule.match, about, categoryPath)
    if (weight > bestWeight) [best, bestWeight] = [rule, weight]
  }
  return best
}

/** -1 where the rule does not apply; the level of a category stays below a thousand. */
function weigh(match: PolicyRule['match'], about: About, categoryPath: readonly string[]): number {
  const urgency = match.urgency === undefined ? 0 : match.urgency === about.urgency ? 10_000 : -1
  const category = match.category === undefined ? 0 : (categoryPath.indexOf(match.category) + 1) * 2 || -1
  const type = match.type === undefined ? 0 : match.type === about.type ? 1 : -1
  return Math.min(urgency, category, type) < 0 ? -1 : urgency + category + type
}

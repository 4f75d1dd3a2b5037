/**
 * Since when something is more than usual: the classic change point of a CUSUM. Sums what each day has beyond the usual and a
 * quarter of the rise, since trouble swells for days before it is at its height; where the sum left zero for the last time, the change began.
 * @returns index of the first day that is above; the length where none is
 */
export function sinceWhen(perDay: readonly number[], usual: number): number {
  const recent = perDay.slice(-7)
  const now = recent.reduce((sum, each) => sum + each, 0) / Math.max(1, recent.length)
  if (now <= usual) return perDay.length
  const allowed = usual + (now - usual) / 4
  let sum = 0
  let began = perDay.length
  perDay.forEach((each, index) => {
    const before = sum
    sum = Math.max(0, sum + each - allowed)
    if (before === 0 && sum > 0) began = index
  })
  return sum > 0 ? began : perDay.length
}

/** Where a stop stands on the line, in percent: all at even distances, whatever time lies between. */
export const shareOf = (n: number, total: number): number => (total > 1 ? (n / (total - 1)) * 100 : 50)

/** How far apart labels stand, in percent of the line: on a desk, and on a telephone, where they take three times as much. */
const room = { desk: 12, telephone: 30 }

/** A day's label is spare where a telephone has no room for it. */
export type DayLabel = { readonly day: string; readonly left: number; readonly isSpare: boolean }

/** A day is written where it begins, as long as there is room. */
export function dayLabels(days: readonly string[]): DayLabel[] {
  const last = { desk: -room.desk, telephone: -room.telephone }
  return days.flatMap((day, n) => {
    const left = shareOf(n, days.length)
    if (day === days[n - 1] || left - last.desk < room.desk) return []
    last.desk = left
    const isSpare = left - last.telephone < room.telephone
    if (!isSpare) last.telephone = left
    return [{ day, left, isSpare }]
  })
}

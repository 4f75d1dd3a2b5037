import { closeSync, openSync, writeSync } from 'node:fs'

import { seeded } from '../support/aCityOfFacts.ts'

const daySeconds = 86_400
const from = Date.UTC(2023, 0, 1) / 1000
const span = 3 * 365.25 * daySeconds
const two = (n: number) => String(n).padStart(2, '0')
const days = new Map<number, string>()

function stamp(seconds: number): string {
  const day = Math.floor(seconds / daySeconds)
  let date = days.get(day)
  if (date === undefined) days.set(day, (date = new Date(day * daySeconds * 1000).toISOString().slice(0, 10)))
  const rest = seconds % daySeconds
  return `${date} ${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`
}

const limitDays = [15, 7, 3, 1]
const power = (random: () => number, size: number, exponent: number) =>
  Math.min(size - 1, Math.floor(size * Math.pow(random(), exponent)))

function fact(index: number, rows: number, random: () => number): readonly (string | number)[] {
  const created = from + Math.floor((span * (index - 1 + random())) / rows)
  const [category, region] = [power(random, 200, 1.6), power(random, 320, 1.4)]
  const district = Math.floor(region / 20)
  const dept = (category * 7 + district) % 40
  const [channel, priority] = [Math.floor(random() * 6), power(random, 4, 2.2)]
  const handled = Math.floor(Math.pow(random(), 2) * 15 * daySeconds) + 600
  const isOpen = random() < (index > rows * 0.98 ? 0.6 : 0.01)
  const due = created + (limitDays[priority] ?? 1) * daySeconds
  const satisfied = 1 + Math.floor(random() * 5)
  const end = isOpen ? ['', '', ''] : [stamp(created + handled), handled, satisfied]
  const [closed = '', seconds = '', sat = ''] = end
  return [index, stamp(created), closed, stamp(due), category, region, district, dept, channel, priority, seconds, sat]
}

/** Cases of three years as the peers' W5 has them, time-sorted, seed 20260101. */
export function writeFacts(file: string, rows: number): void {
  const random = seeded(20260101)
  const handle = openSync(file, 'w')
  let lines: string[] = []
  for (let index = 1; index <= rows; index += 1) {
    lines.push(fact(index, rows, random).join(','))
    if (lines.length === 50_000 || index === rows) {
      writeSync(handle, `${lines.join('\n')}\n`)
      lines = []
    }
  }
  closeSync(handle)
}

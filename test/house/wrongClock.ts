import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const source = `
import { readFileSync } from 'node:fs'
const RealDate = Date
const wrongBy = () => {
  try {
    return Number(readFileSync(process.env.TEST_CLOCK_FILE, 'utf8'))
  } catch {
    return 0
  }
}
globalThis.Date = class Date extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [RealDate.now() + wrongBy()] : given))
  }
  static now() {
    return RealDate.now() + wrongBy()
  }
}`

/** A clock for all processes of a house that goes wrong by as many milliseconds as a test says. */
export function wrongClock() {
  const folder = mkdtempSync(join(tmpdir(), 'minsheng-clock-'))
  const [loaded, file] = [join(folder, 'clock.mjs'), join(folder, 'wrong-by')]
  writeFileSync(loaded, source)
  return {
    env: { NODE_OPTIONS: `--import ${loaded}`, TEST_CLOCK_FILE: file },
    goWrongBy: (milliseconds: number) => writeFileSync(file, String(milliseconds)),
  }
}

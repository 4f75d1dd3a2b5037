// Loaded with --import: the clock of this process goes wrong by as many milliseconds as the file says.
import { readFileSync } from 'node:fs'

const file = process.env.TEST_CLOCK_FILE
const RealDate = Date
const wrongBy = () => {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return 0
  }
}
globalThis.Date = class Date extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + wrongBy())
    else super(...given)
  }

  static now() {
    return RealDate.now() + wrongBy()
  }
}

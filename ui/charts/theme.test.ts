import { describe, expect, it } from 'vitest'

import { darkTheme, kindColour, lightTheme, stepColour } from './theme.ts'

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

describe.each([
  ['light', lightTheme],
  ['dark', darkTheme],
])('the %s chart colours', (_, theme) => {
  it('keep 3:1 to the paper for lines and marks, 4.5:1 for words', () => {
    for (const colour of [...theme.series, ...theme.kinds, theme.alarm, theme.fresh])
      expect(contrast(colour, theme.paper)).toBeGreaterThan(3)
    expect(contrast(theme.quiet, theme.paper)).toBeGreaterThan(4.5)
  })

  it('grow steadily away from the paper, so that more looks like more', () => {
    const away = theme.steps.map((step) => contrast(step, theme.paper))
    expect(away).toEqual(away.toSorted((a, b) => a - b))
  })
})

describe('the step of a count', () => {
  it('is the first for nothing only, and the last for the largest', () => {
    expect(stepColour(lightTheme, 0, 50)).toBe(lightTheme.steps[0])
    expect(stepColour(lightTheme, 1, 50)).toBe(lightTheme.steps[1])
    expect(stepColour(lightTheme, 50, 50)).toBe(lightTheme.steps.at(-1))
    expect(stepColour(lightTheme, 0, 0)).toBe(lightTheme.steps[0])
  })
})

describe('the colour of a thing', () => {
  const order = [...lightTheme.kinds.keys(), 'one too many'].map(String)

  it('is its own as long as there are colours, and stays the same whatever else is drawn', () => {
    const colours = order.slice(0, lightTheme.kinds.length).map((code) => kindColour(lightTheme, code, order))
    expect(new Set(colours).size).toBe(lightTheme.kinds.length)
  })

  it('is that of the others beyond them', () => {
    expect(kindColour(lightTheme, 'one too many', order)).toBe(lightTheme.kinds.at(-1))
    expect(kindColour(lightTheme, 'unheard of', order)).toBe(lightTheme.kinds.at(-1))
  })
})

/** Colours of charts, light and dark side by side. Told apart with every common colour blindness, and by dash and shape besides. */
export type ChartTheme = {
  readonly paper: string
  readonly ink: string
  readonly quiet: string
  readonly line: string
  readonly raised: string
  /** The thing itself, then what it is compared with. */
  readonly series: readonly [string, string, string]
  /** One for each thing of a kind: the same unit, district or channel has the same one everywhere. */
  readonly kinds: readonly string[]
  /** From few to many. */
  readonly steps: readonly string[]
  readonly alarm: string
  readonly fresh: string
  readonly font: string
}

const font =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif'

export const lightTheme: ChartTheme = {
  paper: '#f7f7f5',
  ink: '#1b2126',
  quiet: '#626c77',
  line: '#e3e4e0',
  raised: '#ffffff',
  series: ['#0d5c70', '#b3600a', '#7a5aa6'],
  kinds: ['#0d5c70', '#d07a1f', '#7a5aa6', '#4a8f3c', '#b8417a', '#2f7fc1', '#8c6d1f', '#5b6770'],
  steps: ['#eceeec', '#d3e4e7', '#a9cdd4', '#72acb8', '#3f8798', '#0d5c70'],
  alarm: '#b3321f',
  fresh: '#b3600a',
  font,
}

export const darkTheme: ChartTheme = {
  paper: '#131517',
  ink: '#e8eaec',
  quiet: '#98a1ab',
  line: '#2b3036',
  raised: '#22262a',
  series: ['#6cc0d4', '#f0a35c', '#b9a2e6'],
  kinds: ['#6cc0d4', '#e08f3c', '#a98ae0', '#7fc06f', '#e07fb0', '#5fa4e0', '#cfae4f', '#98a1ab'],
  steps: ['#1f2428', '#1d3a43', '#24525f', '#2f7181', '#459aae', '#6cc0d4'],
  alarm: '#ff8a75',
  fresh: '#f0a35c',
  font,
}

/** The colour of a count among all: shares of the largest, in even steps; nothing has the first one. */
export function stepColour({ steps }: ChartTheme, value: number, largest: number): string {
  if (value <= 0 || largest <= 0) return steps[0] ?? 'transparent'
  const last = steps.length - 1
  return steps[Math.min(last, Math.max(1, Math.ceil((value / largest) * last)))] ?? 'transparent'
}

/** The colour of a thing among all of its kind, which stand in a fixed order; what is beyond the colours has the last one. */
export function kindColour({ kinds }: ChartTheme, code: string, order: readonly string[]): string {
  const last = kinds.length - 1
  const at = order.indexOf(code)
  return kinds[at < 0 || at > last ? last : at] ?? 'transparent'
}

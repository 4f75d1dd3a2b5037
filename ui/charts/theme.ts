/** Colours of charts, light and dark side by side. Told apart with every common colour blindness, and by dash and shape besides. */
export type ChartTheme = {
  readonly paper: string
  readonly ink: string
  readonly quiet: string
  readonly line: string
  readonly raised: string
  /** The thing itself, then what it is compared with. */
  readonly series: readonly [string, string, string]
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

import type { ChartOption } from './echarts.ts'
import type { ChartTheme } from './theme.ts'

export type Series = {
  readonly name: string
  /** The period itself, the one before, and a year earlier. */
  readonly tone: 'now' | 'previous' | 'lastYear'
  readonly values: readonly (number | null)[]
}

export type TimeRows = {
  readonly labels: readonly string[]
  readonly series: readonly Series[]
  /** The last point is of a time that has not passed yet: it is drawn hollow. */
  readonly isUnfinished: boolean
  /** Lines show where it goes, bars how much each is; what it is compared with stays a line. */
  readonly isBars: boolean
  /** A share of one, drawn from 0 to 100 %. */
  readonly isShare: boolean
  readonly isStill: boolean
  readonly say: (value: number | null) => string
}

const dashes = { now: 'solid', previous: [7, 4], lastYear: [2, 3] } as const
/** Points of the finer comparison need more body than dashes to be seen. */
const widths = { now: 2.25, previous: 1.5, lastYear: 2 } as const
const order = { now: 0, previous: 1, lastYear: 2 } as const

export const toneColour = ({ series }: ChartTheme, tone: Series['tone']): string => series[order[tone]]

function lineOf({ name, tone, values }: Series, theme: ChartTheme, isUnfinished: boolean) {
  const colour = toneColour(theme, tone)
  const isNow = tone === 'now'
  const isOpen = (at: number) => isNow && isUnfinished && at === values.length - 1
  const data = values.map((value, at) =>
    isOpen(at) ? { value, symbol: 'emptyCircle', symbolSize: 9 } : { value, symbolSize: isNow ? 5 : 3 },
  )
  return {
    name,
    data,
    type: 'line',
    symbol: 'circle',
    showSymbol: isNow && values.length < 70,
    z: isNow ? 4 : 2,
    lineStyle: { color: colour, width: widths[tone], type: dashes[tone] },
    itemStyle: { color: colour },
    emphasis: { scale: 1.6 },
    triggerLineEvent: false,
  }
}

/** The full tenth below the smallest. */
const belowAll = ({ min }: { min: number }) => Math.max(0, Math.ceil(min * 10 - 1) / 10)

/** The period itself as bars: the unfinished one is hollow. */
function barsOf({ name, values }: Series, theme: ChartTheme, isUnfinished: boolean) {
  const colour = toneColour(theme, 'now')
  const hollow = { color: theme.paper, borderColor: colour, borderWidth: 1.5 }
  const data = values.map((value, at) =>
    isUnfinished && at === values.length - 1 ? { value, itemStyle: hollow } : { value },
  )
  return { name, data, type: 'bar', z: 1, barMaxWidth: 22, itemStyle: { color: colour } }
}

/** Lines or bars over time, from rows and a theme. */
export function timeOption(rows: TimeRows, theme: ChartTheme): ChartOption {
  const { labels, series, isUnfinished, isBars, isShare, isStill, say } = rows
  const words = { color: theme.quiet, fontSize: 12, fontFamily: theme.font }
  return {
    animation: !isStill,
    animationDuration: 150,
    textStyle: { fontFamily: theme.font, color: theme.ink },
    grid: { left: 2, right: 14, top: 14, bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: theme.raised,
      borderColor: theme.line,
      textStyle: { color: theme.ink, fontSize: 13, fontFamily: theme.font },
      axisPointer: { lineStyle: { color: theme.quiet } },
      valueFormatter: (value: unknown) => say(typeof value === 'number' ? value : null),
    },
    xAxis: {
      type: 'category',
      boundaryGap: isBars,
      data: [...labels],
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
      axisLabel: { ...words, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      // Lines of shares may begin above zero, so that their changes show; bars never may, since their length is the number.
      ...(isShare ? { max: 1, min: isBars ? 0 : belowAll } : { minInterval: 1 }),
      axisLine: { show: false },
      splitLine: { lineStyle: { color: theme.line } },
      axisLabel: { ...words, formatter: say },
    },
    series: series.map((each) =>
      isBars && each.tone === 'now' ? barsOf(each, theme, isUnfinished) : lineOf(each, theme, isUnfinished),
    ),
  }
}

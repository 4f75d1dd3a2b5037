import type { ChartOption } from './echarts.ts'
import { stepColour } from './theme.ts'
import type { ChartTheme } from './theme.ts'

export type Area = {
  readonly code: string
  readonly name: string
  readonly value: number
  /** Outlined: something is getting worse here. */
  readonly isAlarming: boolean
}
export type Dot = {
  readonly lon: number
  readonly lat: number
  readonly count: number
  /** Came in just now. */
  readonly isFresh: boolean
}
export type Label = { readonly name: string; readonly center: readonly [number, number] }

export type MapRows = {
  readonly areas: readonly Area[]
  readonly dots: readonly Dot[]
  /** Names of the districts. */
  readonly labels: readonly Label[]
  readonly hasOutlines: boolean
  readonly isStill: boolean
  readonly say: (area: Area) => string
}

export const streetMap = 'minsheng-streets'
export const districtMap = 'minsheng-districts'

const place = { left: 4, right: 4, top: 4, bottom: 4, roam: false, nameProperty: 'code' }

function streets({ areas }: MapRows, theme: ChartTheme) {
  const largest = Math.max(0, ...areas.map(({ value }) => value))
  const regions = areas.map(({ code, value, isAlarming }) => ({
    name: code,
    itemStyle: {
      areaColor: stepColour(theme, value, largest),
      borderColor: isAlarming ? theme.alarm : theme.paper,
      borderWidth: isAlarming ? 2.5 : 0.75,
    },
    emphasis: { itemStyle: { areaColor: stepColour(theme, value, largest), borderColor: theme.ink, borderWidth: 1.5 } },
  }))
  return { ...place, map: streetMap, regions, z: 1, emphasis: { label: { show: false } }, select: { disabled: true } }
}

const outlines = ({ ink }: ChartTheme) => ({
  ...place,
  map: districtMap,
  z: 2,
  silent: true,
  itemStyle: { areaColor: 'transparent', borderColor: ink, borderWidth: 0.9, opacity: 0.55 },
})

const dotsOf = (dots: readonly Dot[]) =>
  dots.map(({ lon, lat, count }) => ({ value: [lon, lat, count], symbolSize: Math.min(14, 4 + 2 * Math.sqrt(count)) }))

function dotSeries({ dots, isStill }: MapRows, theme: ChartTheme) {
  const common = { coordinateSystem: 'geo', geoIndex: 0, silent: true, tooltip: { show: false } }
  return [
    {
      ...common,
      type: 'scatter',
      z: 3,
      data: dotsOf(dots.filter(({ isFresh }) => !isFresh)),
      itemStyle: { color: theme.ink, opacity: 0.6 },
    },
    {
      ...common,
      type: isStill ? 'scatter' : 'effectScatter',
      z: 4,
      data: dotsOf(dots.filter(({ isFresh }) => isFresh)),
      itemStyle: { color: theme.fresh, borderColor: theme.paper, borderWidth: 1 },
      rippleEffect: { scale: 3.2, brushType: 'stroke' },
    },
  ]
}

const nameSeries = ({ labels }: MapRows, theme: ChartTheme) => ({
  type: 'scatter',
  coordinateSystem: 'geo',
  geoIndex: 0,
  silent: true,
  z: 5,
  symbolSize: 0.01,
  data: labels.map(({ name, center: [lon, lat] }) => ({ name, value: [lon, lat] })),
  label: {
    show: true,
    formatter: '{b}',
    color: theme.ink,
    textBorderColor: theme.paper,
    textBorderWidth: 3,
    fontSize: 12,
    fontWeight: 600,
    fontFamily: theme.font,
  },
})

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
/** The chart takes what a tooltip says for HTML; names of places are typed by people. */
const asText = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign)

/** Streets by how many, districts by name, cases as dots: from rows and a theme. */
export function mapOption(rows: MapRows, theme: ChartTheme): ChartOption {
  const byCode = new Map(rows.areas.map((area) => [area.code, area]))
  return {
    animation: false,
    tooltip: {
      trigger: 'item',
      confine: true,
      backgroundColor: theme.raised,
      borderColor: theme.line,
      textStyle: { color: theme.ink, fontSize: 13, fontFamily: theme.font },
      formatter: ({ name }: { name: string }) => {
        const area = byCode.get(name)
        return area ? asText(rows.say(area)) : ''
      },
    },
    geo: rows.hasOutlines ? [streets(rows, theme), outlines(theme)] : [streets(rows, theme)],
    series: [...dotSeries(rows, theme), nameSeries(rows, theme)],
  }
}

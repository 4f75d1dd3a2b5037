import { BarChart, EffectScatterChart, LineChart, ScatterChart } from 'echarts/charts'
import { AriaComponent, GeoComponent, GridComponent, TooltipComponent } from 'echarts/components'
import { init, registerMap, use } from 'echarts/core'
import type { ECharts, EChartsCoreOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

// By parts: what no chart of ours needs is not downloaded. SVG stays sharp on paper and at 200 %.
use([
  BarChart,
  LineChart,
  ScatterChart,
  EffectScatterChart,
  GridComponent,
  GeoComponent,
  TooltipComponent,
  AriaComponent,
  SVGRenderer,
])

export type Chart = ECharts
export type ChartOption = EChartsCoreOption
export { registerMap }

export const newChart = (host: HTMLElement): Chart => init(host, null, { renderer: 'svg' })

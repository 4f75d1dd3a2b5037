import { onBeforeUnmount, onMounted, watch } from 'vue'
import type { ShallowRef } from 'vue'

import { newChart } from './echarts.ts'
import type { Chart, ChartOption } from './echarts.ts'

export type Picked = { readonly dataIndex?: number; readonly name?: string; readonly seriesId?: string }

/** On paper the drawing is scaled to the sheet: the page is laid out anew, and the script does not see its width. */
function scaleForPaper(host: HTMLElement | null): void {
  const drawing = host?.querySelector('svg')
  drawing?.setAttribute('viewBox', `0 0 ${drawing.getAttribute('width')} ${drawing.getAttribute('height')}`)
}

/** Draws an option into an element, and again when either changes. */
export function useChart(
  host: Readonly<ShallowRef<HTMLElement | null>>,
  option: () => ChartOption,
  pick: (picked: Picked) => void,
): void {
  let chart: Chart | undefined
  let isOnPaper = false

  // A map that is first drawn without a size throws (echarts 6.1), so that nothing is drawn before there is one.
  function fit(): void {
    const element = host.value
    if (isOnPaper || !element || element.clientWidth === 0 || element.clientHeight === 0) return
    if (chart) return chart.resize()
    chart = newChart(element)
    chart.on('click', (event) => pick(event as Picked))
    chart.setOption(option())
  }
  const forPaper = () => {
    isOnPaper = true
    scaleForPaper(host.value)
  }
  const forScreen = () => {
    isOnPaper = false
    host.value?.querySelector('svg')?.removeAttribute('viewBox')
  }
  const observer = new ResizeObserver(fit)

  onMounted(() => {
    if (host.value) observer.observe(host.value)
    addEventListener('beforeprint', forPaper)
    addEventListener('afterprint', forScreen)
  })
  watch(option, (now) => chart?.setOption(now, { replaceMerge: ['series', 'geo'] }))
  onBeforeUnmount(() => {
    observer.disconnect()
    removeEventListener('beforeprint', forPaper)
    removeEventListener('afterprint', forScreen)
    chart?.dispose()
  })
}

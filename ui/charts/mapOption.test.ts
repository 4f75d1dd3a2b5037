import { describe, expect, it } from 'vitest'

import { mapOption } from './mapOption.ts'
import { lightTheme } from './theme.ts'

describe('the tooltip of the map', () => {
  it('takes the name of a place for words, never for HTML', () => {
    const name = `<img src=x onerror="alert('1')"> & 湖滨街道`
    const area = { code: 's1', name, value: 3, isAlarming: false }
    const rows = { areas: [area], dots: [], labels: [], hasOutlines: false, isStill: true, say: () => `${name}: 3` }
    const { tooltip } = mapOption(rows, lightTheme) as { tooltip: { formatter(about: { name: string }): string } }
    expect(tooltip.formatter({ name: 's1' })).toBe(
      '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; 湖滨街道: 3',
    )
    expect(tooltip.formatter({ name: 'elsewhere' })).toBe('')
  })
})

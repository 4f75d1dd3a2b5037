import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { forgetReference, useReference } from './useReference.ts'

const place = (code: string, level: string, parent: string | null) => ({ code, name: `地方${code}`, level, parent })
const unit = (code: string, name: string, ...path: string[]) => ({
  code,
  name,
  parent: path.at(-1) ?? null,
  path: [...path, code],
  handlesCases: true,
})

const theCity = [
  place('city', 'city', null),
  place('d1', 'district', 'city'),
  place('s1', 'street', 'd1'),
  place('k1', 'community', 's1'),
]
/** Units have codes of their own; only one of them is called like an area. */
const theUnits = [
  unit('root', '热线'),
  unit('q', '青云区', 'root'),
  unit('j', '柳园街道', 'root', 'q'),
  unit('u', '供水公司', 'root', 'q'),
]

function answer(places: readonly object[]): void {
  vi.stubGlobal('fetch', (path: string) => {
    const entries = path.endsWith('/places') ? places : path.endsWith('/organisation') ? theUnits : []
    return Promise.resolve(Response.json({ version: 1, entries }))
  })
}

async function areaCodesOf(places: readonly object[]) {
  answer(places)
  const { areaCodes, units } = useReference()
  await vi.waitFor(() => expect(units.value.length).toBeGreaterThan(0))
  return areaCodes
}

beforeEach(() => forgetReference())
afterEach(() => vi.unstubAllGlobals())

describe('what a case keeps of a place', () => {
  it('is every level down to the place that was chosen', async () => {
    const areaCodes = await areaCodesOf(theCity)
    expect(areaCodes('d1')).toEqual({ district: 'd1' })
    expect(areaCodes('s1')).toEqual({ district: 'd1', street: 's1' })
    expect(areaCodes('k1')).toEqual({ district: 'd1', street: 's1', community: 'k1' })
  })

  it('is the areas of the organisation where there is no dictionary of places', async () => {
    const areaCodes = await areaCodesOf([])
    expect(areaCodes('q')).toEqual({ district: 'q' })
    expect(areaCodes('j')).toEqual({ district: 'q', street: 'j' })
  })

  it('is the code itself for what nobody knows any more', async () => {
    expect((await areaCodesOf(theCity))('gone')).toEqual({ district: 'gone' })
  })
})

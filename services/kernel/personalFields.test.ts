import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'

import { personal } from './event.ts'
import { isThere, personalPaths, sealAt } from './personalFields.ts'

const imported = Type.Object({
  said: Type.Record(Type.String(), Type.Union([personal('text'), Type.Number()])),
  people: Type.Array(Type.Object({ name: personal('person'), age: Type.Integer() })),
})

const sealed = (value: unknown) =>
  personalPaths(imported).reduce<unknown>(
    (now, { path }) => sealAt(now, path, '', (plain, field) => `${field}:${plain}`),
    value,
  )

describe('personal fields', () => {
  it('are found in records, unions and arrays, with the slot of each', () =>
    expect(personalPaths(imported)).toEqual([
      { path: ['said', '*'], slot: 'text' },
      { path: ['people', '*', 'name'], slot: 'person' },
    ]))

  it('are sealed by name where names are not known beforehand; numbers stay countable', () =>
    expect(sealed({ said: { 联系电话: '16000000001', likes: 3 }, people: [{ name: '甲', age: 5 }] })).toEqual({
      said: { 联系电话: 'said.联系电话:16000000001', likes: 3 },
      people: [{ name: 'people.0.name:甲', age: 5 }],
    }))

  it('need no key where they are absent', () => {
    expect(isThere({ said: { likes: 3 } }, ['said', '*'])).toBe(false)
    expect(isThere({ said: { word: '一' } }, ['said', '*'])).toBe(true)
  })
})

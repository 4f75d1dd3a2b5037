import { describe, expect, it } from 'vitest'

import { recorded } from '../../../test/support/givenDictionary.ts'
import { changesIn, comingIn } from './changes.ts'

const unit = (name: string, inForceFrom: string) => ({
  type: 'UnitDefined',
  data: { code: 'north', name, parent: 'root', handlesCases: true, inForceFrom },
})
const retired = (until: string) => ({ type: 'UnitRetired', data: { code: 'north', until, reason: '撤并' } })
const hours = (to: string, inForceFrom: string) => ({
  type: 'CalendarHoursSet',
  data: { weekdays: [1, 2, 3, 4, 5], spans: [{ from: '09:00', to }], inForceFrom },
})

const [may, june, july] = ['2026-05-01T00:00:00.000Z', '2026-06-01T00:00:00.000Z', '2026-07-01T00:00:00.000Z'] as const

describe('the changes of an entry', () => {
  it('say who, when, from when, and what held before', () => {
    const [first, second, third] = changesIn(
      recorded('dictionary-organisation', [
        unit('北区', may),
        unit('城北区', july),
        retired('2026-08-01T00:00:00.000Z'),
      ]),
    )
    expect(first).toMatchObject({ entry: 'north', from: may, before: null, actor: { kind: expect.any(String) } })
    expect(second).toMatchObject({ from: july, before: { name: '北区' }, data: { name: '城北区' } })
    expect(third).toMatchObject({ type: 'UnitRetired', before: { name: '城北区' } })
  })

  it('compare a change that begins earlier with what held then, not with what was written last', () => {
    const [, , inBetween] = changesIn(
      recorded('dictionary-organisation', [unit('北区', may), unit('城北区', july), unit('北部', june)]),
    )
    expect(inBetween?.before).toMatchObject({ name: '北区' })
  })

  it('compare working hours with working hours', () => {
    const [, second] = changesIn(recorded('dictionary-calendar', [hours('17:00', may), hours('18:00', june)]))
    expect(second?.before).toMatchObject({ spans: [{ to: '17:00' }] })
  })
})

describe('what is coming', () => {
  it('is what was decided and does not hold yet, soonest first, the later word winning', () => {
    const changes = changesIn(
      recorded('dictionary-organisation', [unit('北区', may), unit('甲', july), unit('乙', june), unit('丙', july)]),
    )
    const coming = comingIn(changes, '2026-05-20T00:00:00.000Z')
    expect(coming.map(({ data, from }) => [data['name'], from])).toEqual([
      ['乙', june],
      ['丙', july],
    ])
  })
})

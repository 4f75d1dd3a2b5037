import { describe, expect, it } from 'vitest'

import { given, now } from '../../../test/support/givenDictionary.ts'
import type { DictionaryEvent } from '../events.ts'
import { changeUnit } from './changeUnit.ts'
import { defineUnit } from './defineUnit.ts'
import { retireUnit } from './retireUnit.ts'

const unit = (code: string, parent: string | null, more: { name?: string; inForceFrom?: string } = {}) =>
  ({
    type: 'UnitDefined',
    data: { code, name: `${code}单位`, parent, handlesCases: true, inForceFrom: '2020-01-01T00:00:00.000Z', ...more },
  }) satisfies DictionaryEvent
const district = unit('district', 'root')
const street = unit('street', 'district')
const reason = '机构改革'
const tomorrow = '2026-05-07T02:00:00.000Z'

describe('define a unit', () => {
  const lighting = { code: 'lighting', name: '路灯管理所', parent: 'root', handlesCases: true }

  it('puts it below its parent, from now on', () =>
    given('organisation')
      .when(defineUnit, lighting)
      .gives({ type: 'UnitDefined', data: { ...lighting, inForceFrom: now } }))

  it('takes an instant in any zone and keeps it in UTC', () =>
    given('organisation')
      .when(defineUnit, { ...lighting, inForceFrom: '2026-05-07T10:00:00+08:00' })
      .gives({ type: 'UnitDefined', data: { ...lighting, inForceFrom: tomorrow } }))

  it('is refused under a parent that is not there', () =>
    given('organisation')
      .when(defineUnit, { ...lighting, parent: 'nowhere' })
      .refuses('unknown-parent'))

  it('is refused under a parent that begins later', () =>
    given('organisation', unit('district', 'root', { inForceFrom: tomorrow }))
      .when(defineUnit, { ...lighting, parent: 'district' })
      .refuses('unknown-parent'))

  it('is refused for a code in use, now or later', () => {
    given('organisation', district)
      .when(defineUnit, { ...lighting, code: 'district' })
      .refuses('code-in-use')
    given('organisation', unit('later', 'root', { inForceFrom: tomorrow }))
      .when(defineUnit, { ...lighting, code: 'later' })
      .refuses('code-in-use')
  })

  it('is refused for a name that its sibling has', () =>
    given('organisation', unit('a', 'root', { name: '路灯管理所' }))
      .when(defineUnit, lighting)
      .refuses('name-in-use'))

  it('takes up the code of a retired unit', () => {
    const retired = {
      type: 'UnitRetired',
      data: { code: 'district', until: '2026-01-01T00:00:00.000Z', reason },
    } as const
    const again = { ...lighting, code: 'district' }
    given('organisation', district, retired)
      .when(defineUnit, again)
      .gives({ type: 'UnitDefined', data: { ...again, inForceFrom: now } })
  })

  it('is refused in another dictionary', () => given('policy').when(defineUnit, lighting).refuses('other-dictionary'))

  it('concerns the whole installation', () => expect(defineUnit.permission).toBe('dictionary.edit'))
})

describe('change a unit', () => {
  it('renames it from an instant on', () =>
    given('organisation', district)
      .when(changeUnit, { code: 'district', name: '新区', inForceFrom: tomorrow })
      .gives({ type: 'UnitDefined', data: { ...district.data, name: '新区', inForceFrom: tomorrow } }))

  it('does nothing where nothing differs', () =>
    given('organisation', district).when(changeUnit, { code: 'district', handlesCases: true }).doesNothing())

  it('is refused where the unit would lie below itself', () => {
    given('organisation', district, street).when(changeUnit, { code: 'district', parent: 'street' }).refuses('circle')
    given('organisation', district).when(changeUnit, { code: 'district', parent: 'district' }).refuses('circle')
  })

  it('is refused where a move that is planned would close the circle later', () => {
    const planned = unit('a', 'b', { inForceFrom: tomorrow })
    given('organisation', unit('a', 'root'), unit('b', 'root'), planned)
      .when(changeUnit, { code: 'b', parent: 'a' })
      .refuses('circle')
  })

  it('keeps the root at the top', () =>
    given('organisation', district).when(changeUnit, { code: 'root', parent: 'district' }).refuses('root-stays'))

  it('is refused for a unit that is not there', () =>
    given('organisation').when(changeUnit, { code: 'nowhere', name: '新名' }).refuses('unknown-code'))
})

describe('retire a unit', () => {
  it('ends it and says why', () =>
    given('organisation', district)
      .when(retireUnit, { code: 'district', reason })
      .gives({ type: 'UnitRetired', data: { code: 'district', until: now, reason } }))

  it('is refused while units below it are in force', () =>
    given('organisation', district, street).when(retireUnit, { code: 'district', reason }).refuses('has-children'))

  it('is refused where one is planned below it', () =>
    given('organisation', district, unit('later', 'district', { inForceFrom: tomorrow }))
      .when(retireUnit, { code: 'district', reason })
      .refuses('has-children'))

  it('does nothing when repeated, and is refused at a later time', () => {
    const retired = { type: 'UnitRetired', data: { code: 'district', until: now, reason } } as const
    given('organisation', district, retired).when(retireUnit, { code: 'district', reason, until: now }).doesNothing()
    given('organisation', district, retired)
      .when(retireUnit, { code: 'district', reason, until: tomorrow })
      .refuses('already-retired')
  })

  it('is refused for the root, for what is not there, and before a change that is planned', () => {
    given('organisation').when(retireUnit, { code: 'root', reason }).refuses('root-stays')
    given('organisation').when(retireUnit, { code: 'nowhere', reason }).refuses('unknown-code')
    given('organisation', district, unit('district', 'root', { inForceFrom: tomorrow }))
      .when(retireUnit, { code: 'district', reason })
      .refuses('changes-later')
  })
})

import { describe, it } from 'vitest'

import { aClosedCase, importedMessage, streetLightOut } from '../../../test/support/aCase.ts'
import { given } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import { reclassify } from './reclassify.ts'

const reason = '登记有误。'
const noise = { field: 'category', to: 'urban-noise', reason } as const
const place = { district: 'north', street: 'north-lake', source: 'said' } as const
const importedAndClosed = [importedMessage, { type: 'Closed', data: { closureKind: 'imported' } }] as const

describe('reclassify', () => {
  it('keeps what it was and what it is now', () =>
    given(cases, streetLightOut)
      .when(reclassify, noise)
      .gives({ type: 'CaseReclassified', data: { ...noise, from: 'urban-light-out' } }))

  it('moves the case to another place', () => {
    const to = { ...place, community: 'north-lake-2' }
    return given(cases, streetLightOut)
      .when(reclassify, { field: 'place', to, reason })
      .gives({ type: 'CaseReclassified', data: { field: 'place', from: place, to, reason } })
  })

  it('sorts an imported message that has its reply', () =>
    given(cases, ...importedAndClosed)
      .when(reclassify, { field: 'type', to: 'complaint', reason })
      .gives({ type: 'CaseReclassified', data: { field: 'type', from: 'unstated', to: 'complaint', reason } }))

  it.each([
    { field: 'category', to: 'urban-light-out' },
    { field: 'urgency', to: 'normal' },
    { field: 'place', to: { source: 'said', street: 'north-lake', district: 'north' } },
  ] as const)('does nothing where nothing changes: %j', (same) =>
    given(cases, streetLightOut)
      .when(reclassify, { ...same, reason })
      .doesNothing(),
  )

  it.each([
    ['unknown-category', { field: 'category', to: 'nonsense' }],
    ['bad-field', { field: 'urgency', to: 'soon' }],
    ['bad-field', { field: 'type', to: 'unstated' }],
    ['bad-field', { field: 'place', to: 'north' }],
    ['bad-field', { field: 'category', to: place }],
  ] as const)('is refused as %s for %j', (code, wrong) =>
    given(cases, streetLightOut)
      .when(reclassify, { ...wrong, reason })
      .refuses(code, 'to'),
  )

  it('is refused after the end', () =>
    given(cases, ...aClosedCase)
      .when(reclassify, noise)
      .refuses('case-closed'))
})

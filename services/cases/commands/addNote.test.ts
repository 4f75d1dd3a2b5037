import { describe, it } from 'vitest'

import { aClosedCase, streetLightOut } from '../../../test/support/aCase.ts'
import { given } from '../../../test/support/given.ts'
import { cases } from '../case.ts'
import { addNote } from './addNote.ts'

const note = { text: '诉求人下午三点后方便接听。' }

describe('add note', () => {
  it('keeps it', () => given(cases, streetLightOut).when(addNote, note).gives({ type: 'NoteAdded', data: note }))

  it('is possible after the end too', () =>
    given(cases, ...aClosedCase)
      .when(addNote, { ...note, about: '3' })
      .gives({ type: 'NoteAdded', data: { ...note, about: '3' } }))
})

import { describe, expect, it } from 'vitest'

import type { CaseView } from '../../api/caseView.ts'
import { placeActions } from './placedActions.ts'

const action = (command: string, allowed: boolean) => ({
  command,
  room: 'cases',
  permission: `case.${command}`,
  allowed,
  ...(allowed ? {} : { refusal: { code: 'no', words: { zh: '不行', en: 'no' } } }),
})
const view = (nextStep: string, actions: ReturnType<typeof action>[]) =>
  ({ case: { nextStep }, actions }) as unknown as CaseView
const commands = (placed: readonly { command: string }[]) => placed.map(({ command }) => command)

describe('the actions of a case', () => {
  it('have the usual way on as the one prominent button', () => {
    const placed = placeActions(
      view('review', [action('addNote', true), action('rejectReport', true), action('acceptReport', true)]),
      () => true,
    )
    expect(placed.primary?.command).toBe('acceptReport')
    expect(commands(placed.others)).toEqual(['rejectReport', 'addNote'])
  })

  it('show what is refused only to whom the role would allow it', () => {
    const given = view('sign', [action('signFor', false), action('closeCase', false)])
    const placed = placeActions(given, (permission) => permission === 'case.signFor')
    expect(placed.primary).toBeUndefined()
    expect(commands(placed.refused)).toEqual(['signFor'])
  })

  it('understand both spellings and leave out what has no form', () => {
    const placed = placeActions(view('sign', [action('sign-for', true), action('teleport', true)]), () => true)
    expect(placed.primary?.command).toBe('signFor')
    expect(placed.others).toEqual([])
  })
})

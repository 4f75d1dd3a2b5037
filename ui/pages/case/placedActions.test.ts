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
const view = (nextStep: string, actions: object[], assignments: object[] = []) =>
  ({ case: { nextStep }, actions, assignments }) as unknown as CaseView
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

  it('put the own step of an assisting unit first, while the case waits for another', () => {
    const its = (command: string) => ({ ...action(command, true), assignmentId: 'a2' })
    const firstOf = (nextStep: string, part: object, ...possible: string[]) =>
      placeActions(view(nextStep, possible.map(its), [{ id: 'a2', ...part }]), () => true).primary?.command
    expect(firstOf('report', { step: 'sign' }, 'addNote', 'requestReturn', 'signFor')).toBe('signFor')
    expect(firstOf('sign', { step: 'report' }, 'requestReturn', 'noteHandling', 'reportHandling')).toBe(
      'reportHandling',
    )
    expect(firstOf('report', { step: 'sign', returnRequested: true }, 'approveReturn')).toBe('approveReturn')
    expect(firstOf('close', { step: 'done' }, 'orderRework')).toBe('orderRework')
    expect(firstOf('report', { step: 'review' }, 'addNote')).toBeUndefined()
  })

  it('name the case’s own step before a part’s', () => {
    const its = (command: string, assignmentId: string) => ({ ...action(command, true), assignmentId })
    const parts = [
      { id: 'a1', step: 'review' },
      { id: 'a2', step: 'sign' },
    ]
    const placed = placeActions(view('review', [its('signFor', 'a2'), its('acceptReport', 'a1')], parts), () => true)
    expect(placed.primary).toMatchObject({ command: 'acceptReport', assignmentId: 'a1' })
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

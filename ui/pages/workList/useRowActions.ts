import { onScopeDispose, ref } from 'vue'
import { useRouter } from 'vue-router'

import { ask } from '../../api/ask.ts'
import type { CaseBody } from '../../api/bodies.ts'
import type { CaseView } from '../../api/caseView.ts'
import { asProblem } from '../../api/problem.ts'
import { kebab } from '../../api/sendCommand.ts'
import type { Action, WorkRow } from '../../api/types.ts'
import { useCommand } from '../../composables/useCommand.ts'
import { useWords } from '../../composables/useWords.ts'

/** What can be done from the list: the first needs no words, the others open the case at their form. */
export const rowKeys = { signFor: 's', recordContactAttempt: 'c', reportHandling: 'r' } as const
export type RowCommand = keyof typeof rowKeys
export const rowCommands = Object.keys(rowKeys) as RowCommand[]

/** The next step that each of them answers. */
export const forStep: Readonly<Record<RowCommand, string>> = {
  signFor: 'sign',
  recordContactAttempt: 'contact',
  reportHandling: 'report',
}

/** The one that is possible, else one that says why it is not. */
function actionIn(actions: readonly Action[], wanted: RowCommand): Action | undefined {
  const found = actions.filter(({ command }) => command === wanted)
  return found.find(({ allowed }) => allowed) ?? found[0]
}

const toldFor = 6_000

/** What is said for a while, and then no more. */
function useTold() {
  const told = ref('')
  let fade: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(fade))
  function tell(text: string): void {
    told.value = text
    clearTimeout(fade)
    fade = setTimeout(() => (told.value = ''), toldFor)
  }
  return { told, tell }
}

/** Fast hands sign for the next row before the last answer is there: one after the other, and each row once. */
function oneByOne(): (id: string, run: () => Promise<void>) => Promise<void> {
  let queue: Promise<void> = Promise.resolve()
  const underWay = new Set<string>()
  return (id, run) => {
    if (underWay.has(id)) return queue
    underWay.add(id)
    queue = queue.then(run).finally(() => underWay.delete(id))
    return queue
  }
}

/** Does the frequent things to a row by a key. `look` reads the list again up to a position; `remember` the way back. */
export function useRowActions(look: (after: string) => Promise<void>, remember: (id: string) => void) {
  const router = useRouter()
  const { t, words } = useWords()
  const { send, problem, isSending } = useCommand()
  const { told, tell } = useTold()
  const inTurn = oneByOne()

  const whyNot = (action: Action | undefined, { caseNumber }: WorkRow) =>
    action?.refusal ? words(action.refusal.words) : t('workList.notYours', { number: caseNumber })

  async function sign(row: WorkRow): Promise<void> {
    const { actions, revision } = await ask<CaseView>(`/api/cases/${row.id}`)
    const action = actionIn(actions, 'signFor')
    if (!action?.allowed) return tell(whyNot(action, row))
    const body: CaseBody<'signFor'> = { assignmentId: action.assignmentId ?? '' }
    const answer = await send(`cases/${row.id}/sign-for`, body, revision)
    if (answer) tell(t('workList.signed', { number: row.caseNumber }))
    else if (problem.value) tell(words(problem.value.words))
    await look(answer?.position ?? '')
  }

  async function act(command: RowCommand, row: WorkRow | undefined): Promise<void> {
    if (!row) return
    if (command !== 'signFor') {
      remember(row.id)
      return void router.push({ name: 'case', params: { id: row.id }, query: { do: kebab(command) } })
    }
    await inTurn(row.id, () => sign(row).catch((error: unknown) => tell(words(asProblem(error).words))))
  }
  return { act, told, isActing: isSending }
}

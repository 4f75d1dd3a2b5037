import type { CaseFacts, CaseView } from '../../api/caseView.ts'
import { isThere } from '../../api/opened.ts'
import type { Opened } from '../../api/types.ts'

export const urgencyOf = ({ urgency }: CaseFacts): string => urgency?.value ?? 'normal'

const reportedAnswers = ({ assignments }: CaseView): readonly Opened[] =>
  assignments
    .flatMap(({ report }) => (report ? [report] : []))
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .map(({ publicAnswer }) => publicAnswer)

/** The answer that the citizen gets or got: the newest report's, else the one given at the desk, else the imported one. */
export function answerIn(view: CaseView): Opened {
  const { answer, importedReply } = view.case
  return [...reportedAnswers(view), answer?.text, importedReply?.text].find(isThere)
}

export const isAnsweredAtDesk = (view: CaseView): boolean =>
  isThere(view.case.answer?.text) && !reportedAnswers(view).some(isThere)

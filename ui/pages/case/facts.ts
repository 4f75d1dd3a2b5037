import type { CaseFacts, CaseView } from '../../api/caseView.ts'
import { isThere } from '../../api/opened.ts'
import type { Opened } from '../../api/types.ts'

export const urgencyOf = ({ urgency }: CaseFacts): string => urgency?.value ?? 'normal'

/** The answer that the citizen gets or got: the newest report's, else the one given at the desk, else the imported one. */
export function answerIn({ case: facts, assignments }: CaseView): Opened {
  const reports = assignments.flatMap(({ report }) => (report ? [report] : [])).sort((a, b) => (a.at < b.at ? 1 : -1))
  const answers = [...reports.map(({ publicAnswer }) => publicAnswer), facts.answer?.text, facts.importedReply?.text]
  return answers.find(isThere)
}

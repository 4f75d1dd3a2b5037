export type PageNames = {
  /** An event by its number on the page. */
  readonly event: (revision: string) => string
  /** The case, in the middle of a sentence. */
  readonly theCase: string
}

/** A sentence of the verifier with the log's names of one case, `case-…@3`, put as the page puts them. */
export function inWordsOfPage(text: string, caseId: string, { event, theCase }: PageNames): string {
  // Between Chinese words a name in letters stands with a space, which a Chinese one does not.
  const name = new RegExp(String.raw`case-${caseId}(?:@(\d+))?(?: (?=\p{Script=Han}))?`, 'gu')
  const said = text.replaceAll(name, (_, revision: string | undefined) => (revision ? event(revision) : theCase))
  return text.startsWith(`case-${caseId}`) ? said.charAt(0).toUpperCase() + said.slice(1) : said
}

/** In which list of terms the values of a field have their names. */
export const termsOfField: Readonly<Record<string, string>> = {
  satisfied: 'satisfied',
  solved: 'solved',
  claimTrue: 'claim',
  outcome: 'outcome',
  closureKind: 'closure',
  reasonCode: 'returnReason',
  type: 'type',
}

import { commandNamespace, uuidv5 } from '../kernel/ids.ts'
import type { ReferenceData } from '../kernel/reference.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { ImportRow } from './row.ts'

export type Outcome = {
  readonly line: number
  readonly id: string
  readonly outcome: 'imported' | 'skipped' | 'failed'
  readonly case?: string
  /** Why it failed, or what is to be known about a skipped row. */
  readonly note?: string
}

export type Sent = { readonly id: string; readonly repeated: boolean; readonly position: bigint }

/** How rows reach the write side; wired in main.ts. */
export type ImportTarget = {
  send(command: 'receiveContact' | 'importCase', sending: Sending): Promise<Sent>
  /** Whether the case of this command is there already, and whether the same was sent then. */
  standing(sending: Sending): Promise<'absent' | 'same' | 'changed'>
  /** The id that the contact of this command has or gets. */
  contactId(commandId: string): string
  reference(at: string): ReferenceData
}

export type Sending = {
  readonly commandId: string
  readonly occurredAt: string
  readonly source: { readonly system: string; readonly id: string }
  readonly input: object
}

const unclassified = 'unclassified'

/** A name in the file finds a category of any level when only one has it; otherwise the case stays unclassified. */
function categoryOf(name: string | undefined, reference: ReferenceData): string {
  if (name === undefined) return unclassified
  const byCode = reference.category(name)
  if (byCode) return byCode.code
  const named = reference.categories().filter((category) => category.name === name)
  const top = named.filter(({ level }) => level === Math.min(...named.map((one) => one.level)))
  return top.length === 1 && top[0] ? top[0].code : unclassified
}

/** Small numbers (likes, opposes) stay countable; everything else may name somebody and is sealed like the story. */
const countsIn = (extra: ImportRow['extra']) =>
  Object.fromEntries(Object.entries(extra).map(([name, said]) => [name, /^\d{1,6}$/.test(said) ? Number(said) : said]))

function caseOf(row: ImportRow, contact: string | undefined, intakeUnit: string, reference: ReferenceData) {
  const code = categoryOf(row.category, reference)
  // What the file calls the category stays, also where we know no such name.
  const said = row.category === undefined ? {} : { category: row.category }
  const place = row.place || row.district
  return {
    ...(contact !== undefined && { contact }),
    title: row.title,
    story: row.story,
    category: code,
    intakeUnit,
    channel: 'import',
    ...(place && { place: { source: 'import', text: place } }),
    sourceFields: { ...countsIn(row.extra), ...said, ...(row.type !== undefined && { type: row.type }) },
    ...(row.reply !== undefined && {
      reply: { text: row.reply, ...(row.repliedAt !== undefined && { repliedAt: row.repliedAt }) },
    }),
  }
}

export type ImportRun = { readonly system: string; readonly intakeUnit: string; readonly dryRun: boolean }

const commandOf = (run: ImportRun, row: ImportRow, what: string) =>
  uuidv5(commandNamespace, `import:${run.system}:${row.id}:${what}`)

const namesSomebody = ({ author, callerNumber }: ImportRow) => author !== undefined || callerNumber !== undefined

/** Who wrote the message. */
async function sendContact(row: ImportRow, run: ImportRun, target: ImportTarget): Promise<void> {
  const { author, callerNumber } = row
  await target.send('receiveContact', {
    occurredAt: row.submittedAt,
    source: { system: run.system, id: row.id },
    commandId: commandOf(run, row, 'contact'),
    input: {
      channel: 'import',
      unit: run.intakeUnit,
      callerKind: 'unstated',
      sourceSystem: run.system,
      ...(author !== undefined && { callerName: author }),
      ...(callerNumber !== undefined && { callerNumber }),
    },
  })
}

function sendingOf(row: ImportRow, run: ImportRun, target: ImportTarget): Sending {
  const contact = namesSomebody(row) ? target.contactId(commandOf(run, row, 'contact')) : undefined
  return {
    commandId: commandOf(run, row, 'case'),
    occurredAt: row.submittedAt,
    source: { system: run.system, id: row.id },
    input: caseOf(row, contact, run.intakeUnit, target.reference(row.submittedAt)),
  }
}

const changedSince =
  'the row, or the category that its words mean, is not as it was when it was imported; the case was left as it is'

async function importRow(row: ImportRow, run: ImportRun, target: ImportTarget): Promise<Outcome> {
  const { line, id } = row
  const sending = sendingOf(row, run, target)
  const standing = await target.standing(sending)
  if (standing === 'changed') return { line, id, outcome: 'skipped', note: changedSince }
  if (standing === 'same') return { line, id, outcome: 'skipped' }
  if (run.dryRun) return { line, id, outcome: 'imported' }
  if (namesSomebody(row)) await sendContact(row, run, target)
  const sent = await target.send('importCase', sending)
  return { line, id, outcome: sent.repeated ? 'skipped' : 'imported', case: sent.id }
}

/** Takes rows over, several at a time. A row that is refused does not stop the others. */
export async function importRows(rows: readonly ImportRow[], run: ImportRun, target: ImportTarget): Promise<Outcome[]> {
  return Promise.all(
    rows.map(async (row): Promise<Outcome> => {
      try {
        return await importRow(row, run, target)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const { field, words, code } = error
        // Somebody else ran the same file at the same time, or the dictionary has changed since: the case is there.
        const outcome = code === 'key-reused' ? 'skipped' : 'failed'
        return { line: row.line, id: row.id, outcome, note: [field, words.en].filter(Boolean).join(': ') }
      }
    }),
  )
}

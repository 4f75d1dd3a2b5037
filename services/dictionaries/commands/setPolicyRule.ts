import { Type, type Static } from 'typebox'

import type { Context } from '../../kernel/command.ts'
import { badField, Refusal } from '../../kernel/refusal.ts'
import { entriesOf, type Dictionary } from '../dictionary.ts'
import { closed, codeField, dictionaryCommand, editing, fromField } from '../dictionaryCommand.ts'
import { counting } from '../due.ts'
import { dictionaryEvents } from '../events.ts'
import { heldAt } from '../inForce.ts'
import { instantOf, pointsFrom, refuseElsewhere } from '../refusals.ts'

const { clock, unit } = dictionaryEvents.PolicyRuleSet.data.properties

const caseTypes = ['consultation', 'complaint', 'help', 'suggestion', 'report', 'praise', 'other'] as const

const match = Type.Object(
  {
    type: Type.Optional(Type.Enum(caseTypes)),
    urgency: Type.Optional(Type.Union([Type.Literal('normal'), Type.Literal('urgent'), Type.Literal('critical')])),
    category: Type.Optional(codeField),
  },
  closed,
)

/** A year and some; beyond it the calendar knows nothing. */
const most = { 'working-days': 400, 'working-hours': 4_000, hours: 9_600, days: 400, minutes: 100_000 } as const

export const setPolicyRule = dictionaryCommand({
  summary: {
    zh: '设定时限规则：某一时钟对某类工单走多久，自某时起生效。',
    en: 'Set how long a clock runs for cases of a kind, from an instant on.',
  },
  permission: editing,
  body: Type.Object(
    { ruleId: codeField, clock, match, amount: Type.Integer({ minimum: 1 }), unit, inForceFrom: fromField },
    closed,
  ),

  decide(input, state, context) {
    refuseElsewhere('policy', context)
    const inForceFrom = instantOf(input.inForceFrom, 'inForceFrom', context)
    refuseTooLong(input.amount, input.unit)
    refuseUnknownCategory(input.match.category, context)
    const data = { ...input, counting, inForceFrom }
    const before = heldAt(entriesOf(state.rules), entriesOf(state.retired), inForceFrom).get(input.ruleId)
    if (before?.inForce && saysTheSame(before.entry, data)) return []
    if (before) refuseOtherUse(before.entry, input)
    refuseOverlap(state, data)
    return [{ type: 'PolicyRuleSet', data }]
  },
})

type Rule = Pick<
  Static<typeof dictionaryEvents.PolicyRuleSet.data>,
  'ruleId' | 'clock' | 'match' | 'amount' | 'unit' | 'counting'
>

const criteria = ({ clock: of, match: { type, urgency, category } }: Pick<Rule, 'clock' | 'match'>) =>
  JSON.stringify([of, type, urgency, category])

const saysTheSame = (a: Rule, b: Rule) =>
  criteria(a) === criteria(b) && a.amount === b.amount && a.unit === b.unit && a.counting === b.counting

function refuseTooLong(amount: number, of: keyof typeof most): void {
  if (amount <= most[of]) return
  const words = {
    zh: `时限过长：最多 ${most[of]}。`,
    en: `That is too long: at most ${most[of]} ${of}.`,
  }
  throw badField('amount', words, 'too-long')
}

function refuseUnknownCategory(category: string | undefined, { reference }: Context): void {
  if (category === undefined || reference.category(category)) return
  const words = {
    zh: `分类“${category}”不存在或已停用。请先设立该分类。`,
    en: `There is no category “${category}” in force. Define it first.`,
  }
  throw badField('match.category', words, 'unknown-category')
}

const isDefault = ({ match: { type, urgency, category } }: Pick<Rule, 'match'>) => !(type ?? urgency ?? category)

/** A rule may change its length and its criteria, but not its clock; and a clock keeps its default. */
function refuseOtherUse(before: Rule, after: Pick<Rule, 'clock' | 'match'>): void {
  const { ruleId, clock: of } = before
  if (of !== after.clock) {
    throw new Refusal('other-clock', {
      zh: `规则“${ruleId}”属于时钟“${of}”，不能改作他用。请另取规则编号。`,
      en: `The rule “${ruleId}” is for the clock “${of}” and stays there. Choose another id.`,
    })
  }
  if (isDefault(before) && !isDefault(after)) {
    throw new Refusal('default-stays', {
      zh: `“${ruleId}”是该时钟的默认规则，不能加条件。请为特殊情形另设规则。`,
      en: `“${ruleId}” is this clock's default and stays without criteria. Set another rule for the special cases.`,
    })
  }
}

/** Two rules with the same criteria would both win; asked at every later turning point too. */
function refuseOverlap(state: Dictionary, rule: Rule & { readonly inForceFrom: string }): void {
  const [entries, ended] = [entriesOf(state.rules), entriesOf(state.retired)]
  for (const at of pointsFrom(entries, ended, rule.inForceFrom)) {
    const twin = [...heldAt(entries, ended, at).values()].find(
      ({ entry, inForce }) => inForce && entry.ruleId !== rule.ruleId && criteria(entry) === criteria(rule),
    )
    if (!twin) continue
    const words = {
      zh: `规则“${twin.entry.ruleId}”已规定了同样的情形。请修改那条规则，或把条件写得更细。`,
      en: `The rule “${twin.entry.ruleId}” is for the very same cases. Change that one, or be more specific.`,
    }
    throw new Refusal('same-criteria', words, { details: { ruleId: twin.entry.ruleId } })
  }
}

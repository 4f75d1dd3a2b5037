import type { Matter } from '../categories.ts'
import type { Chance } from '../chance.ts'
import * as told from './anecdotes.ts'
import type { Circumstances } from './circumstances.ts'
import { joined, say } from './grammar.ts'
import * as phrases from './phrases.ts'
import { scenes, scenesOfAsking, scenesOfThings } from './scenes.ts'
import { spoken } from './voice.ts'
import { wishes } from './wishes.ts'

const pick = (all: readonly string[], chance: Chance, { slots }: Circumstances) => say(chance.pick(all), chance, slots)

const praising = /表扬|感谢|谢谢|特别耐心|态度好|辛苦|大问题|口热水/

function problem(matter: Matter, chance: Chance, about: Circumstances): string {
  const praise = about.type === 'praise'
  const fitting = matter.told.filter((phrase) => praising.test(phrase) === praise)
  if (fitting.length > 0) return pick(fitting, chance, about)
  return pick(praise ? phrases.thanks : phrases.suggestions, chance, about)
}

function asking(matter: Matter, chance: Chance, about: Circumstances): string {
  const part = (all: readonly string[]) => pick(all, chance, about)
  const second = chance.happens(0.35) && matter.asked.length > 1 ? `${part(matter.asked)}？` : ''
  const question = part(matter.asked)
  const questions = second === `${question}？` ? second : `${question}？${second && `还有，${second}`}`
  const why = part(
    chance.happens(0.6) ? scenesOfAsking : chance.happens(0.8) ? told.circumstancesOfAsking : phrases.situations,
  )
  return spoken(
    [part(phrases.askingGreetings) + questions, why, chance.happens(0.3) ? part(phrases.askingEnds) : ''],
    chance,
  )
}

/** What belongs to this case alone; some people tell little, some tell everything. */
function particularsOf({ code }: Matter, chance: Chance, about: Circumstances): string[] {
  const own = [2, 4, 6].flatMap((digits) => told.anecdotesOf[code.slice(0, digits)] ?? [])
  const count = chance.weighted([1, 2, 3, 4, 5] as const, (each) => [0, 3, 5, 4, 2, 1][each] ?? 0)
  const fitting = /^(01|02|09|12)/.test(code) ? [...scenes, ...scenesOfThings] : scenes
  const few = [...chance.shuffled(own).slice(0, chance.int(0, 1)), ...chance.shuffled(told.anecdotes).slice(0, 1)]
  const some = [...few.slice(0, chance.int(0, 2)), ...chance.shuffled(fitting)]
  return some.slice(0, count).map((template) => say(template, chance, about.slots))
}

const stock = [phrases.details, phrases.effects, phrases.tries]

/** What the citizen asks for in the end, with when and of whom. */
const wish = (chance: Chance, { slots }: Circumstances) =>
  say(chance.happens(0.12) ? chance.pick(phrases.requests) : chance.pick(wishes), chance, slots)

function telling(matter: Matter, chance: Chance, about: Circumstances): string {
  const part = (all: readonly string[]) => pick(all, chance, about)
  const around = chance
    .shuffled(stock)
    .slice(0, chance.happens(0.2) ? 1 : 0)
    .map((all) => part(all))
  const sentences = [
    (chance.happens(0.45) ? part(phrases.greetings) : '') + problem(matter, chance, about),
    ...new Set(chance.shuffled([...particularsOf(matter, chance, about), ...around])),
    chance.happens(0.1) ? part(phrases.feelings) : '',
    chance.happens(0.5) ? wish(chance, about) : '',
  ]
  return spoken(sentences, chance)
}

/** What somebody said, in the words of those who say it. */
export function storyOf(matter: Matter, chance: Chance, about: Circumstances): string {
  if (about.type === 'consultation' && matter.asked.length > 0) return asking(matter, chance, about)
  if (about.type === 'praise')
    return joined(
      [pick(phrases.greetings, chance, about) + problem(matter, chance, about), '{谢谢|请一定转达|给他们点个赞}'].map(
        (each) => say(each, chance, about.slots),
      ),
    )
  return telling(matter, chance, about)
}

const titles: Readonly<Record<string, readonly string[]>> = {
  consultation: [
    '咨询{matter}{问题|相关政策|办理流程|}',
    '{了解|询问}{matter}{的有关规定|怎么办理|}',
    '{district}居民咨询{matter}',
    '{road}居民{old}，咨询{matter}',
    '{firm}咨询{matter}',
  ],
  praise: ['表扬{street}工作人员', '感谢{district}{matter}相关人员', '群众致谢：{matter}'],
  suggestion: ['建议改进{street}{matter}', '关于{road}{matter}的建议', '{estate}居民建议：{matter}'],
  report: ['举报{estate}{matter}', '举报{road}{matter}情况', '{street}{matter}线索'],
  complaint: [
    '{estate}{matter}',
    '投诉{estate}{building}{matter}',
    '{road}{spot}{matter}',
    '{road}{number}{matter}，{since}没人管',
    '{estate}{mark}{matter}',
    '{matter}：{trader}旁{metres}',
    '反映{street}{matter}{问题|一直没人管|}',
    '{estate}居民投诉{matter}{span}未解决',
  ],
  help: [
    '{estate}{building}{matter}',
    '{road}{matter}，请尽快处理',
    '求助：{estate}{matter}',
    '{street}{spot}{matter}',
    '{estate}{door}{matter}',
    '{road}{number}{mark}{matter}',
    '{estate}{matter}已{span}',
  ],
}

export function titleOf(chance: Chance, about: Circumstances): string {
  return say(chance.pick(titles[about.type] ?? ['{street}{matter}']), chance, about.slots)
}

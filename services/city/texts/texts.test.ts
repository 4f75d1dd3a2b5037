import { describe, expect, it } from 'vitest'

import { matters } from '../categories.ts'
import { Chance } from '../chance.ts'
import { worldOf } from '../world.ts'
import { circumstancesOf } from './circumstances.ts'
import { joined, say } from './grammar.ts'
import { Writing } from './handling.ts'
import { storyOf, titleOf } from './story.ts'

const world = worldOf('test')

function written(number: number) {
  const chance = new Chance('texts', number)
  const matter = matters[number % matters.length]
  if (!matter) throw new Error('no matter')
  const street = chance.pick(world.streets)
  const community = chance.pick(world.communitiesOf(street.code))
  const scene = {
    matter,
    type: chance.pick(matter.types),
    district: world.place(street.parent ?? ''),
    street,
    community,
    surname: '王',
  }
  const about = circumstancesOf(scene, chance)
  const writing = new Writing(matter.code, about, chance)
  return { story: storyOf(matter, chance, about), title: titleOf(chance, about), writing }
}

describe('the grammar', () => {
  it('fills alternatives and slots, also within each other', () => {
    const slots = { who: ['{red|red} fox'], thing: 'den' }
    expect(say('{a|a} {who} in a {thing}', new Chance('x'), slots)).toBe('a red fox in a den')
    expect(() => say('{nobody}', new Chance('x'), slots)).toThrow('no slot nobody')
    expect(joined(['一', '', '二？'])).toBe('一。二？')
  })
})

describe('the texts of the city', () => {
  const stories = Array.from({ length: 3_000 }, (_, number) => written(number))

  it('are nearly all distinct', () => {
    expect(new Set(stories.map(({ story }) => story)).size).toBeGreaterThan(3_000 * 0.97)
    expect(new Set(stories.map(({ title }) => title)).size).toBeGreaterThan(3_000 * 0.5)
  })

  it('leave no slot unfilled, whatever is written about whatever', () => {
    for (const { story, title, writing } of stories.slice(0, 600)) {
      const all = [
        story,
        title,
        writing.answer(),
        writing.instruction(),
        writing.note(),
        writing.measure(),
        writing.publicAnswer(),
        writing.rejection(),
        writing.rework(),
        writing.remark(),
        writing.returnEvidence(),
        writing.returnDecision(true),
        writing.returnDecision(false),
        ...(['progress', 'supplement', 'urge', 'withdrawal'] as const).map((as) => writing.laterContact(as)),
        writing.reason(),
        writing.refusal(),
        writing.reopening(),
      ]
      for (const text of all) {
        expect(text.trim()).not.toBe('')
        expect(text).not.toMatch(/[{}|]|undefined|。。/)
      }
    }
  })
})

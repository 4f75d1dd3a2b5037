import { setImmediate as turn } from 'node:timers/promises'

import { beforeEach, describe, expect, it } from 'vitest'

import { PurseHouse, refusal } from '../../test/support/purse.ts'
import { problemOf } from './problem.ts'

let house: PurseHouse
beforeEach(() => {
  house = new PurseHouse()
})

describe('two processes on one log', () => {
  it('lead to one event when they get the same key at once', async () => {
    await house.open()
    const others = [house.aHandler(), house.aHandler(), house.aHandler()]
    const answers = await Promise.all(others.map((by) => house.pay(3, { commandId: 'key-1' }, by)))
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1)
    expect(new Set(answers.map(({ revision }) => revision))).toEqual(new Set([1n]))
    expect(house.store.events).toHaveLength(2)
  })

  it('decide anew on what the other has written meanwhile', async () => {
    await house.open()
    const other = house.aHandler()
    await house.pay(1, {}, other)
    await house.pay(8)
    // `other` remembers a sum of 1: it would allow 5.
    await expect(house.pay(5, {}, other)).rejects.toEqual(refusal('full', 409))
    expect(house.store.events).toHaveLength(3)
  })

  it('do not refuse for what is no longer so', async () => {
    await house.open()
    await house.pay(9)
    const other = house.aHandler()
    await expect(house.pay(5, {}, other)).rejects.toEqual(refusal('full', 409))
    await house.pay(-9)
    expect(await house.pay(5, {}, other)).toMatchObject({ revision: 3n })
  })

  it('get all their commands in, each once, however they race', async () => {
    await house.open()
    const both = [house.handler, house.aHandler()]
    const slow = { extra: () => turn().then(() => ({})) }
    const sent = Array.from({ length: 24 }, (_, index) => house.pay(index % 2 ? 1 : -1, slow, both[index % 2]))
    const revisions = (await Promise.all(sent)).map(({ revision }) => revision)
    expect(new Set(revisions).size).toBe(24)
    expect(house.store.events).toHaveLength(25)
  })

  it('tell who never gets through, so that it can be sent again', async () => {
    await house.open()
    const other = house.aHandler()
    await house.pay(1, {}, other)
    const always = {
      extra: () =>
        house
          .pay(0)
          .then(() => house.pay(-1))
          .then(() => ({})),
    }
    const error: unknown = await house.pay(1, always, other).catch((thrown: unknown) => thrown)
    expect(problemOf(error)).toMatchObject({ status: 409, code: 'busy' })
  })
})

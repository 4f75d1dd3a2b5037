import { setImmediate as turn } from 'node:timers/promises'

import { describe, expect, it } from 'vitest'

import { Turns } from './turns.ts'

describe('turns', () => {
  it('let one at a time work on a name, in order of arrival', async () => {
    const turns = new Turns()
    const told: string[] = []
    let inside = 0
    const work = (name: string) => async () => {
      inside += 1
      expect(inside).toBe(1)
      told.push(name)
      await turn()
      inside -= 1
      return name
    }
    const names = Array.from({ length: 20 }, (_, index) => `${index}`)
    expect(await Promise.all(names.map((name) => turns.take('case-1', work(name))))).toEqual(names)
    expect(told).toEqual(names)
  })

  it('let others work meanwhile', async () => {
    const turns = new Turns()
    let release = () => {}
    const held = turns.take('case-1', () => new Promise<void>((done) => (release = done)))
    expect(await turns.take('case-2', async () => 'at once')).toBe('at once')
    release()
    await held
  })

  it('go on after an error, which reaches only who asked', async () => {
    const turns = new Turns()
    const wrong = turns.take('case-1', async () => {
      await turn()
      throw new Error('refused')
    })
    const right = turns.take('case-1', async () => 'done')
    await expect(wrong).rejects.toThrow('refused')
    expect(await right).toBe('done')
    expect(await turns.take('case-1', async () => 'again')).toBe('again')
  })
})

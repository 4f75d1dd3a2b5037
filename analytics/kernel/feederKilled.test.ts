import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { cityFacts, seeded, writeAll } from '../../test/support/aCityOfFacts.ts'
import { CubesEngine, currentCubes } from '../../test/support/cubesEngine.ts'
import { FactLog } from '../../test/support/factLog.ts'
import { MemoryEventStore } from '../../test/support/memoryEventStore.ts'
import { Cubes } from './clickhouse.ts'
import { shortfall } from './completeness.ts'
import { cubesDigest } from './digest.ts'
import { Feeder } from './feeder.ts'
import { FeederState } from './feederState.ts'

const rounds = Number(process.env['KILL_ROUNDS'] ?? 20)
const n = Type.Object({ n: Type.Integer() })

/** A real server is not ours to kill. */
describe.skipIf(process.env['CLICKHOUSE_URL'])('an engine that is killed', () => {
  let engine: CubesEngine
  const folder = mkdtempSync(join(tmpdir(), 'minsheng-killed-'))
  const store = new MemoryEventStore()
  let log: FactLog
  let written = cityFacts({ cases: 15 * rounds, seed: 9, from: '2024-03-01T00:00:00.000Z', days: 60 })

  beforeAll(async () => {
    engine = await CubesEngine.start()
    log = await FactLog.begun(store)
  })
  afterAll(async () => {
    await engine.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Begins a feeder as a started process does; `stop` ends it as SIGTERM does. */
  async function feeding(database: string, maxBatch: number) {
    const stopping = new AbortController()
    const state = new FeederState(join(folder, `${database}.sqlite`))
    const messages: object[] = []
    const feeder = new Feeder({
      store,
      state,
      cubes: { url: engine.url, database },
      signal: stopping.signal,
      maxBatch,
      lingerMs: 1,
      log: (entry) => messages.push(entry),
    })
    await feeder.begin()
    const ended = feeder.run()
    const stop = async () => {
      stopping.abort()
      await ended
      const mark = state.mark()
      state.close()
      await feeder.close()
      return mark
    }
    return { state, messages, stop }
  }

  const fedUp = (state: FeederState) =>
    expect
      .poll(() => state.unsent() === undefined && state.mark().ordinal, { timeout: 60_000 })
      .toBe(store.events.length)

  it(
    `${rounds} times in mid-insert and mid-query loses no row and doubles none, roll-ups included`,
    { timeout: 60_000 + rounds * 15_000 },
    async () => {
      const random = seeded(77)
      let onTheirWay = 0
      const asking = new Cubes({ url: engine.url, database: 'default', patienceMs: 60_000 })
      let underWay = 0
      for (let round = 1; round <= rounds; round += 1) {
        const share = Math.ceil(written.length / (rounds - round + 1))
        await writeAll(log, written.slice(0, share))
        written = written.slice(share)
        let feeder = await feeding('killed', 12)
        let isAnswered = false
        const asked = asking.ask('SELECT toInt32(max(sipHash64(number)) > 0) AS n FROM numbers(60000000)', {}, n)
        void asked.then(() => (isAnswered = true))
        await sleep(Math.floor(random() * 60))
        engine.kill()
        if (feeder.state.unsent()) onTheirWay += 1
        if (!isAnswered) underWay += 1
        if (round % 2 === 0) {
          // The feeder ends too: the next one has to send again what was on its way.
          await feeder.stop()
          feeder = await feeding('killed', 12)
        }
        await fedUp(feeder.state)
        expect(await asked).toEqual([{ n: 1 }])
        expect(feeder.messages.length).toBe(round === 1 ? 1 : 0)
        const mark = await feeder.stop()
        const cubes = await currentCubes({ url: engine.url, database: 'killed', patienceMs: 60_000 })
        expect(await shortfall(cubes, mark)).toBeUndefined()
        await cubes.close()
      }
      // Kills between two batches prove nothing.
      expect(onTheirWay).toBeGreaterThanOrEqual(rounds / 2)
      expect(underWay).toBe(rounds)
      expect(engine.restarts).toBe(rounds)
      const undisturbed = await feeding('undisturbed', 100_000)
      await fedUp(undisturbed.state)
      await undisturbed.stop()
      const calm = await currentCubes({ url: engine.url, database: 'undisturbed' })
      const killed = await currentCubes({ url: engine.url, database: 'killed' })
      expect(await cubesDigest(killed)).toEqual(await cubesDigest(calm))
      await Promise.all([asking.close(), killed.close(), calm.close()])
    },
  )
})

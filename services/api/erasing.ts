import { setTimeout as sleep } from 'node:timers/promises'

import { ErasureAutomation } from '../erasure/automations/whenErasureOrderedThenDestroyKeys.ts'
import type { EventStore, RecordedEvent } from '../kernel/eventStore.ts'
import type { Installation } from '../kernel/installation.ts'
import type { ConnectedVault } from '../vault/client.ts'
import type { ReadSide } from './parts.ts'

const retryMs = 10_000
const pollMs = 100
const patienceMs = 30_000

export type ErasingWiring = {
  readonly store: EventStore
  readonly vault: ConnectedVault
  readonly installation: Installation
  readonly readSide: ReadSide
  readonly signal: AbortSignal
  readonly say: (level: string, message: string) => void
}

/** Carries erasures out in this process: at start all of them again, later each as it is ordered. */
export function erasing(wiring: ErasingWiring): { apply(event: RecordedEvent): void; begin(): void } {
  const { store, vault, installation, readSide, signal, say } = wiring
  const automation = new ErasureAutomation({
    store,
    vault,
    installation,
    now: () => new Date().toISOString(),
    async clearDerived(_keyIds, _subjects, position) {
      // The indexes drop it when they fold the order, and say so once their write-ahead logs are empty too.
      for (let waited = 0; !readSide.cleared(position); waited += pollMs) {
        if (waited > patienceMs || signal.aborted) throw new Error('the search index has not let go of the text yet')
        await sleep(pollMs)
      }
      return ['caseSearch', 'contacts', 'persons']
    },
  })
  let begun = false
  const settle = async () => {
    while (!signal.aborted) {
      try {
        return await automation.settle()
      } catch (error) {
        say('error', `an erasure is not finished and is tried again: ${String(error)}`)
        await sleep(retryMs, undefined, { signal }).catch(() => undefined)
      }
    }
  }
  return {
    apply(event) {
      automation.apply(event)
      if (begun) void settle()
    },
    begin() {
      begun = true
      void settle()
    },
  }
}

import { onScopeDispose, readonly, ref, shallowRef } from 'vue'

import { listen } from '../api/live.ts'
import type { Change } from '../api/live.ts'

type Follower = { change?(change: Change): void; resumed?(): void }

const followers = new Set<Follower>()
const connected = ref<boolean>()
/** Since when what is shown may be stale. */
const lostAt = shallowRef<string>()
let stop: (() => void) | undefined

export function startLive(): void {
  stop ??= listen({
    change: (change) => followers.forEach((follower) => follower.change?.(change)),
    resumed: () => followers.forEach((follower) => follower.resumed?.()),
    state: (now) => {
      if (!now && connected.value !== false) lostAt.value = new Date().toISOString()
      if (now) lostAt.value = undefined
      connected.value = now
    },
  })
}

export function stopLive(): void {
  stop?.()
  stop = undefined
  connected.value = undefined
  lostAt.value = undefined
}

/** Changes by others, for as long as the component lives. */
export function useLive(follower: Follower = {}) {
  followers.add(follower)
  onScopeDispose(() => followers.delete(follower))
  return { connected: readonly(connected), lostAt: readonly(lostAt) }
}

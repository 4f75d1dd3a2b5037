import { onScopeDispose, readonly, ref, shallowRef } from 'vue'

import { listen } from '../api/live.ts'
import type { Change } from '../api/live.ts'
import { useSession } from './useSession.ts'

type Follower = {
  readonly change?: (change: Change) => void
  readonly resumed?: () => void
  /** The account sees something else from now on; what it no longer sees must go. By default as after a gap. */
  readonly access?: () => void
}

const followers = new Set<Follower>()
const connected = ref<boolean>()
/** Since when what is shown may be stale. */
const lostAt = shallowRef<string>()
let stop: (() => void) | undefined

/** First who one is, then what one sees: a session that has ended leads to the sign-in page instead. */
async function changed(): Promise<void> {
  const { refresh, isSignedIn } = useSession()
  await refresh()
  if (isSignedIn.value) followers.forEach(({ access, resumed }) => (access ?? resumed)?.())
}

export function startLive(): void {
  stop ??= listen({
    change: (change) => followers.forEach((follower) => follower.change?.(change)),
    resumed: () => followers.forEach((follower) => follower.resumed?.()),
    access: () => void changed(),
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

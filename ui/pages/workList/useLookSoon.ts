import { onScopeDispose } from 'vue'
import type { Ref } from 'vue'

import { useLive } from '../../composables/useLive.ts'

/** A change is on the screen well before people notice; a flood of changes costs two questions a second. */
const soon = 60
const calm = 500

type Looking = { readonly look: () => Promise<void>; readonly access: () => Promise<void> }

/** Looks again when something changed: at once when all was quiet, at a steady pace when it was not. */
export function useLookSoon(isLoading: Ref<boolean>, { look, access }: Looking): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let lookedAt = 0

  function run(): void {
    timer = undefined
    if (isLoading.value) return lookSoon()
    lookedAt = Date.now()
    void look()
  }
  function lookSoon(): void {
    timer ??= setTimeout(run, Math.max(soon, lookedAt + calm - Date.now()))
  }
  onScopeDispose(() => clearTimeout(timer))
  useLive({ change: lookSoon, resumed: lookSoon, access: () => void access() })
}

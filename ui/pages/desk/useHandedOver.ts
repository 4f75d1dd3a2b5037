import { computed, watch } from 'vue'

import { useSession } from '../../composables/useSession.ts'
import type { Draft, Mode } from './draft.ts'

/**
 * A protected matter is out of sight of its registrar as soon as it is registered: nothing can follow from this desk.
 * What was to follow stands again where it turns out not to be protected.
 */
export function useHandedOver(draft: Draft) {
  const { can } = useSession()
  const isHandedOver = computed(() => draft.identityProtected && !can('case.view-protected'))
  let before: Mode = draft.mode
  watch(
    isHandedOver,
    (is) => {
      if (is) {
        before = draft.mode
        draft.mode = 'only'
      } else if (draft.mode === 'only') draft.mode = before
    },
    { immediate: true },
  )
  return isHandedOver
}

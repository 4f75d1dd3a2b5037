import { computed, reactive, ref, watch } from 'vue'

import { useReference } from '../../composables/useReference.ts'
import { emptyDraft, missingIn } from './draft.ts'
import type { Draft } from './draft.ts'

const place = 'minsheng-draft'

/** Personal data: only in this window's own storage, which goes with the window. */
function stored(): Partial<Draft> | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(place) ?? 'null') as Partial<Draft> | null) ?? undefined
  } catch {
    return undefined
  }
}

/** What stands in the form; it survives a reload. */
export function useDraft(unit: string) {
  const restored = stored()
  const draft = reactive<Draft>({ ...emptyDraft(unit), ...restored })
  const isRestored = ref(restored !== undefined)
  const { areas, units } = useReference()
  watch(draft, (now) => sessionStorage.setItem(place, JSON.stringify(now)), { deep: true, flush: 'sync' })
  const forget = () => sessionStorage.removeItem(place)

  return {
    draft,
    isRestored,
    missing: computed(() => missingIn(draft)),
    forget,
    clear: () => {
      Object.assign(draft, emptyDraft(draft.unit || unit))
      isRestored.value = false
      forget()
    },
    /** The area that was picked, with the areas above it. */
    area: () => {
      const names = new Set(areas.value.map(({ code }) => code))
      const found = units.value.find(({ code }) => code === draft.area)
      return found && { code: found.code, path: found.path.filter((code) => names.has(code)) }
    },
  }
}

import { watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** Opens the action that the address asks for (`?do=report-handling`), once, as soon as the case is there. */
export function useAskedAction(isThere: () => boolean, act: (command: string) => void): void {
  const route = useRoute()
  const router = useRouter()
  const stop = watch(
    isThere,
    (there) => {
      if (!there) return
      queueMicrotask(() => stop())
      const asked = route.query['do']
      if (typeof asked !== 'string') return
      // Going back to this page later must not open it again.
      void router.replace({ ...route, query: { ...route.query, do: undefined } })
      act(asked.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()))
    },
    { immediate: true },
  )
}

import { computed, shallowRef } from 'vue'

/** The cases that somebody works through, in the order in which they stood when one of them was opened. */
type Queue = { readonly ids: readonly string[]; readonly path: string; readonly title: string }

const queue = shallowRef<Queue>()
/** The case that was opened last: its row is chosen again on return. */
const lastId = shallowRef('')

export function remember(now: Queue, id: string): void {
  queue.value = now
  lastId.value = id
}

/** Where a case stands in the list that it was opened from; undefined where somebody came straight to it. */
export function useQueue(id: () => string) {
  const at = computed(() => queue.value?.ids.indexOf(id()) ?? -1)
  const place = computed(() => {
    const now = queue.value
    if (!now || at.value < 0) return undefined
    const { ids, path, title } = now
    return { path, title, n: at.value + 1, of: ids.length, next: ids[at.value + 1], previous: ids[at.value - 1] }
  })
  return { place, visit: (other: string) => (lastId.value = other) }
}

/** Where to go on after a case in the list of this page: at it, or at what came after it where it has left the list. */
export function goOnAt(page: string): readonly string[] {
  const { ids = [], path = '' } = queue.value ?? {}
  const at = path.split('?')[0] === page ? ids.indexOf(lastId.value) : -1
  return at < 0 ? [] : ids.slice(at)
}

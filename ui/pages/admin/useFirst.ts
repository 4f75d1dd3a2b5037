import { computed, ref, watch } from 'vue'

const step = 50

/** The first of a long list, and more when asked: nobody reads five hundred rows, and they are slow. What is searched starts anew. */
export function useFirst<Row>(rows: () => readonly Row[], searched: () => string) {
  const upTo = ref(step)
  watch(searched, () => (upTo.value = step))
  return {
    first: computed(() => rows().slice(0, upTo.value)),
    total: computed(() => rows().length),
    more: () => (upTo.value += step),
  }
}

import { nextTick, watch } from 'vue'
import type { ShallowRef } from 'vue'

/** Where a row of links is wider than its telephone, the current one is in view; the page itself does not scroll. */
export function useCurrentInView(row: Readonly<ShallowRef<HTMLElement | null>>, current: () => unknown): void {
  const show = () => {
    const link = row.value?.querySelector('[aria-current]')?.getBoundingClientRect()
    if (!row.value || !link) return
    const { left, right } = row.value.getBoundingClientRect()
    row.value.scrollLeft += Math.max(0, link.right - right) - Math.max(0, left - link.left)
  }
  watch(current, () => nextTick(show), { immediate: true })
}

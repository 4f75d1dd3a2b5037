import { computed, onScopeDispose, ref } from 'vue'

import { usePreferences } from '../composables/usePreferences.ts'
import { darkTheme, lightTheme } from './theme.ts'

/** Paper is light, whatever the screen is. */
const isPrinting = ref(false)
const system = matchMedia('(prefers-color-scheme: dark)')
const systemIsDark = ref(system.matches)
system.addEventListener('change', ({ matches }) => (systemIsDark.value = matches))
addEventListener('beforeprint', () => (isPrinting.value = true))
addEventListener('afterprint', () => (isPrinting.value = false))

export function useTheme() {
  const { theme } = usePreferences()
  return computed(() => {
    const isDark = theme.value === 'system' ? systemIsDark.value : theme.value === 'dark'
    return isDark && !isPrinting.value ? darkTheme : lightTheme
  })
}

/** True from `wanted` pixels of width upwards, and on paper. */
export function useWidth(wanted: number) {
  const query = matchMedia(`(min-width: ${wanted}px), print`)
  const isWide = ref(query.matches)
  const hear = ({ matches }: MediaQueryListEvent) => (isWide.value = matches)
  query.addEventListener('change', hear)
  onScopeDispose(() => query.removeEventListener('change', hear))
  return isWide
}

export const isStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches

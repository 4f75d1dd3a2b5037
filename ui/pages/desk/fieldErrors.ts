import { inject, provide } from 'vue'
import type { ComputedRef, InjectionKey } from 'vue'

const key: InjectionKey<ComputedRef<Readonly<Record<string, string>>>> = Symbol('field errors')

export const provideErrors = (errors: ComputedRef<Readonly<Record<string, string>>>) => provide(key, errors)

/** What is wrong with a field of the form, in words. */
export function useErrors() {
  const errors = inject(key)
  return (name: string): string | undefined => errors?.value[name]
}

/** `units[0].unit` is the primary unit of the form; other paths are known by their first step. */
export function shownAt(field: string): string {
  if (field.startsWith('units[0]')) return 'primary'
  return field.startsWith('units') ? 'assisting' : (field.split(/[.[]/)[0] ?? field)
}

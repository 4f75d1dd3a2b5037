import { inject, provide } from 'vue'
import type { ComputedRef, InjectionKey } from 'vue'

const key: InjectionKey<ComputedRef<Readonly<Record<string, string>>>> = Symbol('field errors')

export const provideErrors = (errors: ComputedRef<Readonly<Record<string, string>>>) => provide(key, errors)

/** What is wrong with a field of the form, in words. */
export function useErrors() {
  const errors = inject(key)
  return (name: string): string | undefined => errors?.value[name]
}

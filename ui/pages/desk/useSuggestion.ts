import { computed } from 'vue'
import type { Ref } from 'vue'

import type { AlikeRow } from '../../api/callers.ts'
import { useReference } from '../../composables/useReference.ts'
import type { Draft } from './draft.ts'
import { suggestCategory } from './suggestCategory.ts'

/** The category that the words speak for: names are compared in the story's language, whatever the page's is. */
export function useSuggestion(draft: Draft, alike: Readonly<Ref<readonly AlikeRow[]>>) {
  const { categoryOptions, categories } = useReference()
  const chinese = computed(() => {
    const names = new Map(categories.value.map(({ code, name }) => [code, name]))
    return categoryOptions.value.map((option) => ({ ...option, label: names.get(option.code) ?? option.label }))
  })
  return computed(() => {
    const text = `${draft.title} ${draft.story}`
    const options = /\p{Script=Han}/u.test(text) ? chinese.value : categoryOptions.value
    return suggestCategory(text, options, alike.value)
  })
}

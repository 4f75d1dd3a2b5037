import { shallowRef } from 'vue'

type Spell = (text: string) => { readonly initials: string; readonly spelled: string }

const spell = shallowRef<Spell>()
let loading: Promise<void> | undefined

async function load(): Promise<void> {
  const { pinyin } = await import('pinyin-pro')
  spell.value = (text) => ({
    initials: pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
      .join('')
      .toLowerCase(),
    spelled: pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive' }).join('').toLowerCase(),
  })
}

/** Chinese text as people type it in a hurry. The dictionary is big, so it comes when a pick list is first used. */
export function usePinyin() {
  return {
    spell,
    prepare: () =>
      (loading ??= load().catch(() => {
        loading = undefined
      })),
  }
}

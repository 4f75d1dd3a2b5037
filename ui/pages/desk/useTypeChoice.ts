import { computed, watch } from 'vue'
import type { Ref } from 'vue'

import { typeOf } from './draft.ts'
import type { Draft } from './draft.ts'

/**
 * The type as it is chosen. A report names wrongdoers: whoever makes one is protected unless the clerk decides
 * otherwise. Another type takes back only what the report brought, never a protection that somebody asked for.
 */
export function useTypeChoice(draft: Readonly<Ref<Draft>>) {
  let isByReport = false

  function choose(type: Draft['type']): void {
    const isReport = type === 'report'
    if (isReport && !draft.value.identityProtected) isByReport = draft.value.identityProtected = true
    else if (!isReport && isByReport) draft.value.identityProtected = false
    draft.value.type = type
  }
  watch(
    () => draft.value.identityProtected,
    (is) => {
      if (!is) isByReport = false
    },
    { flush: 'sync' },
  )

  /** An enquiry that is answered at once need not be called one by hand. */
  return computed({ get: () => typeOf(draft.value), set: choose })
}

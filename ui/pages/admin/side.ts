/** What is looked at beside a list. */
export type Side =
  | { readonly kind: 'changes'; readonly path: string; readonly entry?: string; readonly about: string }
  | { readonly kind: 'reach'; readonly unit: string; readonly about: string }
  | { readonly kind: 'table' }

export const dictionaryChanges = (dictionary: string, about: string, entry?: string): Side => ({
  kind: 'changes',
  path: `/api/dictionaries/${dictionary}/changes`,
  about,
  ...(entry !== undefined && { entry }),
})

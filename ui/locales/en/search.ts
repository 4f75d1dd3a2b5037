export const search = {
  title: 'Search cases',
  placeholder: 'Words of the story, title, place, or a case number',
  label: 'Search for',
  tooShort: 'Type at least two characters.',
  start: 'Two characters are enough, for example 路灯 or 供暖.',
  scope: 'Only cases that you may view are searched; protected ones are left out.',
  found: 'Nothing found | {n} case found | {n} cases found',
  foundAtLeast: 'Nothing found | At least {n} case | At least {n} cases',
  nothing: 'Nothing found for “{q}”',
  nothingText: 'Say it differently, or with fewer words.',
  results: 'Results',
}

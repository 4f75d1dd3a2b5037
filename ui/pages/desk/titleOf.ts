const longest = 40
/** A clause of so many characters says enough for a title. */
const enough = 10

/** As many clauses of a sentence as say enough. */
function clausesOf(sentence: string): string {
  const comma = /[，,]/g
  for (let found = comma.exec(sentence); found; found = comma.exec(sentence)) {
    if (found.index >= enough) return sentence.slice(0, found.index)
  }
  return sentence
}

/** A title out of the story's first sentence, so that nobody writes the same thing twice. */
export function titleOf(story: string): string {
  const [first = ''] = story
    .trim()
    .replace(/^(?:问|q(?=[:：]))[:：]?\s*/i, '')
    .split(/[。！？!?；;\n]/)
  const characters = Array.from(clausesOf(first.trim()))
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('')
}

/** "答：" at the start of a line (also "A:"): what was asked stands before it, what was answered behind. */
const turn = /(?:^|\n)[ \t]*(?:答|a(?:nswer)?(?=[:：]))[:：][ \t]*/i

/** Question and answer of one text, written as people write them; undefined where nobody has answered yet. */
export function splitAnswer(text: string): { readonly story: string; readonly answer: string } | undefined {
  const found = turn.exec(text)
  if (!found) return undefined
  return { story: text.slice(0, found.index).trim(), answer: text.slice(found.index + found[0].length) }
}

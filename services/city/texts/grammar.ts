import type { Chance } from '../chance.ts'

/** What stands for a name in braces: a text, several of which one is taken, or what is made up each time. */
export type Slots = Readonly<Record<string, string | readonly string[] | ((chance: Chance) => string)>>

const innermost = /\{([^{}]*)\}/

/**
 * Fills a template: `{a|b|}` is one of the alternatives, `{name}` a slot.
 * @throws Error for a name without a slot
 */
export function say(template: string, chance: Chance, slots: Slots): string {
  let text = template
  for (let found = innermost.exec(text); found; found = innermost.exec(text)) {
    const inner = found[1] ?? ''
    const filled = inner.includes('|') ? chance.pick(inner.split('|')) : slotText(inner, chance, slots)
    text = text.slice(0, found.index) + filled + text.slice(found.index + found[0].length)
  }
  return text
}

function slotText(name: string, chance: Chance, slots: Slots): string {
  const value = Object.hasOwn(slots, name) ? slots[name] : undefined
  if (value === undefined) throw new Error(`no slot ${name}`)
  if (typeof value === 'function') return value(chance)
  return typeof value === 'string' ? value : chance.pick(value)
}

const ends = /[。！？…：，；]$/

/** Sentences one after the other; each gets its full stop where it has none. */
export function joined(sentences: readonly string[]): string {
  return sentences
    .filter((sentence) => sentence !== '')
    .map((sentence) => (ends.test(sentence) ? sentence : `${sentence}。`))
    .join('')
    .replaceAll('。。', '。')
}

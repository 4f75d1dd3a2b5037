import type { Chance } from '../chance.ts'
import { sameWords } from './wording.ts'

/** How somebody speaks: the same all through a story. */
type Voice = {
  readonly weight: number
  /** How often a word is another one than the template's. */
  readonly free: number
  /** Said before a sentence now and then. */
  readonly fillers: readonly string[]
  readonly filled: number
  /** Ends of sentences, the frequent ones repeated. */
  readonly ends: readonly string[]
  readonly self: readonly string[]
  /** What stands where others write a comma: keyboards differ, and some never set one. */
  readonly comma?: string
}

const list = (text: string): readonly string[] => text.split(' ')

const voices: readonly Voice[] = [
  { weight: 30, free: 0.75, fillers: [''], filled: 0, ends: ['。'], self: ['我'] },
  {
    weight: 22,
    free: 0.8,
    fillers: list(
      '那个， 反正， 你说， 就是说， 怎么讲呢， 说白了， 对了， 还有啊， 然后呢， 我跟你讲， 这不嘛， 其实， 说起来， 另外， 哎， 嗯， 再一个，',
    ),
    filled: 0.35,
    ends: list('。 。 。 ， 呢。 啊。 嘛。 吧。 …'),
    self: list('我 俺 咱 我'),
  },
  {
    weight: 14,
    free: 0.8,
    fillers: list(
      '凭什么！ 太过分了， 你们听听， 气死人！ 像话吗？ 笑话， 真行， 岂有此理， 可笑的是， 更离谱的是， 最可气的， 好家伙，',
    ),
    filled: 0.3,
    ends: list('！ ！ 。 。 ？！ ！！'),
    self: ['我'],
  },
  {
    weight: 16,
    free: 0.7,
    fillers: list('此外， 同时， 据了解， 需要说明的是， 另， 具体来说， 其一， 再者， 需补充一点， 特此说明，'),
    filled: 0.25,
    ends: list('。 。 。 ；'),
    self: list('本人 我 我'),
  },
  { weight: 18, free: 0.6, fillers: [''], filled: 0, ends: list('。 ， ， ；'), self: list('我 我 本人') },
  { weight: 14, free: 0.8, fillers: [''], filled: 0, ends: list('. . ,'), self: ['我'], comma: ',' },
  {
    weight: 10,
    free: 0.8,
    fillers: list('还有 然后 再就是 反正'),
    filled: 0.3,
    ends: list('。 、'),
    self: list('我 俺'),
    comma: ' ',
  },
]

const longest = 5

/** The text with other words for the same things. */
function reworded(text: string, chance: Chance, { free, self }: Voice): string {
  const mine = chance.pick(self)
  let out = ''
  for (let at = 0; at < text.length;) {
    let length = Math.min(longest, text.length - at)
    let same: readonly string[] | undefined
    for (; length > 1 && !same; length -= 1) same = sameWords.get(text.slice(at, at + length))
    if (same) {
      const size = length + 1
      out += chance.happens(free) ? chance.pick(same) : text.slice(at, at + size)
      at += size
    } else {
      const one = text.charAt(at)
      out += one === '我' && text.charAt(at + 1) !== '们' ? mine : one
      at += 1
    }
  }
  return out
}

/** The sentences as this person would say them. */
export function spoken(sentences: readonly string[], chance: Chance): string {
  const voice = chance.weighted(voices, ({ weight }) => weight)
  const said = sentences.filter((sentence) => sentence !== '')
  const text = said
    .map((sentence, index) => {
      const filler = index > 0 && chance.happens(voice.filled) ? chance.pick(voice.fillers) : ''
      const words = reworded(sentence, chance, voice).replace(/[。，；]+$/, '')
      const isLast = index === said.length - 1
      const end = /[！？…：]$/.test(words) ? '' : isLast ? '。' : chance.pick(voice.ends)
      return filler + words + end
    })
    .join('')
    .replace(/…。/, '…')
  return voice.comma === undefined ? text : text.replaceAll('，', voice.comma)
}

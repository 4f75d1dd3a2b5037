import type { Chance } from '../chance.ts'
import * as words from './lexicon.ts'

/** Details that people give in numbers: when, since when, how much, which door. */

const days = [
  '今天',
  '昨天',
  '前天',
  '大前天',
  '上周一',
  '上周二',
  '上周三',
  '上周五',
  '上周六',
  '上个星期天',
  '这周三',
  '这礼拜',
]
const parts: ReadonlyArray<readonly [string, number, number]> = [
  ['早上', 6, 8],
  ['上午', 9, 11],
  ['中午', 12, 13],
  ['下午', 2, 5],
  ['傍晚', 6, 7],
  ['晚上', 8, 11],
  ['夜里', 10, 12],
  ['凌晨', 1, 4],
]
const digits = '零一二三四五六七八九'
const hourName = (hour: number) =>
  hour === 2 ? '两' : hour < 10 ? (digits[hour] ?? '') : `十${hour === 10 ? '' : (digits[hour - 10] ?? '')}`

export function moment(chance: Chance): string {
  const [part, from, to] = chance.pick(parts)
  const hour = chance.int(from, to)
  const spoken = chance.happens(0.6) ? hourName(hour) : String(hour)
  const minute = chance.pick(['点', '点多', '点半', '点左右', '点来钟', `点${chance.int(1, 5)}0`])
  const day = chance.happens(0.25) ? `${chance.int(1, 28)}号` : chance.pick(days)
  return `${day}${part}${spoken}${minute}`
}

export function span(chance: Chance): string {
  const rough = [
    '半个月',
    '一个多月',
    '快两个月',
    '大半年',
    '好几天',
    '整整一周',
    '小半年',
    '一年多',
    '两个礼拜',
    '十来天',
    '个把月',
  ]
  if (chance.happens(0.4)) return chance.pick(rough)
  return chance.happens(0.7) ? `${chance.int(2, 29)}天` : `${chance.int(2, 11)}个${chance.pick(['月', '星期', '多月'])}`
}

export function money(chance: Chance): string {
  const amount = Math.round(chance.around(2600, 1.1))
  if (amount > 9_999 && chance.happens(0.7))
    return `${(amount / 10_000).toFixed(1)}万${chance.pick(['', '元', '块钱'])}`
  return chance.happens(0.5)
    ? `${amount}${chance.pick(['元', '块', '块钱'])}`
    : `${Math.round(amount / 100) * 100 || 100}${chance.pick(['元', '多元', '来块', '块钱'])}`
}

export const degrees = (chance: Chance): string =>
  chance.happens(0.5)
    ? `${chance.int(11, 16)}度${chance.pick(['', '多', '半', '都不到'])}`
    : `${chance.between(11, 17).toFixed(1)}度`

export function building(chance: Chance): string {
  const block = `${chance.int(1, 36)}${chance.pick(['号楼', '栋', '幢', '号楼'])}`
  if (chance.happens(0.3)) return block
  if (chance.happens(0.15)) return `${chance.pick(Array.from('ABCDE'))}区${block}`
  const unit = chance.happens(0.6)
    ? `${chance.int(1, 5)}单元`
    : chance.pick(['东头', '西户', '中间单元', '顶楼', '一楼'])
  return chance.happens(0.4) ? `${block}${unit}${chance.int(1, 26)}0${chance.int(1, 4)}` : `${block}${unit}`
}

const syllables = Array.from(
  '佳悦鼎小星万丰蓝福众优云老拾瑞百巧金元芳七好顺清格木新海禾乐一米阿果麦木子鹿知尚味美家友嘉利源达',
)

/** A name that locals have for some corner: put together by chance. */
export const corner = (chance: Chance): string =>
  chance.pick(syllables) + chance.pick(syllables) + chance.pick(words.cornerKinds)

/** A trade name that nobody registered: put together by chance. */
export const shop = (chance: Chance, major: string): string => {
  const name = chance.happens(0.15) ? chance.pick(words.shopFirst) : chance.pick(syllables) + chance.pick(syllables)
  return name + chance.pick(words.shopKindsOf(major))
}

export const company = (chance: Chance): string => {
  const name = chance.happens(0.15) ? chance.pick(words.companyFirst) : chance.pick(syllables) + chance.pick(syllables)
  return name + chance.pick(words.companyKinds)
}

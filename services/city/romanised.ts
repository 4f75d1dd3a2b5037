import { pinyin } from 'pinyin-pro'

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

/** 柳堤 → Liudi */
export const romanised = (name: string): string =>
  capital(pinyin(name, { toneType: 'none', type: 'array', v: true }).join('').replaceAll('ü', 'v'))

/** 陈小溪 → Chen Xiaoxi */
export const romanisedPerson = (surname: string, given: string): string => `${romanised(surname)} ${romanised(given)}`

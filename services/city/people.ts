import type { Chance } from './chance.ts'

const surnames =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文'
const middle = '小晓志建国文海玉春秀丽雪明永家宝思雨子佳梦俊嘉欣天立庆瑞振兴美红桂凤亚'
const last = '华英强伟芳敏静军杰娟艳涛超霞平刚辉玲峰燕飞鹏斌波宇浩然轩怡琳涵悦彤航宁磊鑫婷慧莲梅兰菊生贵福根'

/** Nobody: put together from characters by chance. */
export function personName(chance: Chance): { readonly surname: string; readonly given: string } {
  const surname = chance.pick(Array.from(surnames))
  const given = chance.happens(0.24)
    ? chance.pick(Array.from(last))
    : chance.pick(Array.from(middle)) + chance.pick(Array.from(last))
  return { surname, given }
}

/**
 * Numbers of the city's people. 160 is not assigned to any operator, and the zeros behind it say at first sight that
 * nobody is called by mistake.
 */
export const phonePrefix = '160000'
export const phoneOf = (person: number): string => `${phonePrefix}${String(person % 100_000).padStart(5, '0')}`

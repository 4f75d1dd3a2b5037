// Data: what citizens ask for in the end, by when and of whom (particulars.ts).
const act =
  '{查一查|弄好|理清楚|把账算清|补个手续|有个说法|出个书面的|开个会|盯紧点|给个期限|说句实话|当面核对|该退的退|该罚的罚|公布一下|拿出方案|派个懂行的|留个底}'
const by = '{{n}天内|{clock}以前|{t}之前|周末前|月底前|下雨前|开学前|过节前|老人回来前|{one}走之前}'
const whom = '{{desk}|{one}|{firm}|你们领导|管{road}的|{trader}那边|{estate}的负责人|上面|派来的人|值班的{one}}'
const answer =
  '{打{door}的座机|拨我手机{tail}|短信说一声|当面讲|找{neighbour}转告|{clock}后再打|写个条贴{mark}|给{one}回个话|发到群里|寄到{road}{number}}'

export const wishes: readonly string[] = [
  `请${whom}${by}${act}，有了信儿${answer}`,
  `盼${by}${act}，别再推给${whom}`,
  `要求${act}，${by}办不成就换${whom}来`,
  `麻烦${whom}到{mark}${act}，${answer}`,
  `能不能先${act}，剩下的${by}再说`,
  `${whom}要是${by}还不${act}，我就去{road}{number}坐着等`,
  `我只图一样：${act}，{sum}我都不要了`,
  `要${whom}出面${act}，结果${answer}`,
  `给{who}一个交代，${by}${act}`,
  `${by}，${whom}，${act}，{三样缺一不可|就这么简单|不难吧}`,
  `别光登记，让${whom}${act}，${answer}`,
  `至少{mark}那头先${act}，${by}`,
  `先${act}再谈{sum}的事，找${whom}谈`,
  `谢谢，${answer}就行，${by}最好`,
]

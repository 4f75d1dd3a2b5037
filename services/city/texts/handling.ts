import type { Chance } from '../chance.ts'
import type { Circumstances } from './circumstances.ts'
import { joined, say } from './grammar.ts'
import { repliesOf } from './replies.ts'
import * as workings from './workings.ts'

/** Everything that staff write about a case; each call writes it anew. */
export class Writing {
  readonly #category: string
  readonly #about: Circumstances
  readonly #chance: Chance

  constructor(category: string, about: Circumstances, chance: Chance) {
    this.#category = category
    this.#about = about
    this.#chance = chance
  }

  #one(...templates: readonly string[]): string {
    return say(this.#chance.pick(templates), this.#chance, this.#about.slots)
  }

  #maybe(probability: number, ...templates: readonly string[]): string {
    return this.#chance.happens(probability) ? this.#one(...templates) : ''
  }

  /** The answer that the agent gives while the citizen is on the line. */
  answer(): string {
    const { told } = repliesOf(this.#category)
    const [first = '', second = ''] = this.#chance.shuffled(told)
    return joined([
      this.#one('您好，', '', '已告知诉求人：', '经查询知识库，', '当场答复：') + this.#one(first),
      this.#maybe(0.45, second),
      this.#maybe(0.5, ...workings.advised),
      this.#one(
        '如仍有疑问可再次来电',
        '诉求人表示{清楚|明白|知晓}',
        '',
        '已将办理地点短信发送诉求人',
        '建议办理前先电话确认',
      ),
    ])
  }

  instruction(): string {
    return joined([
      this.#one(
        '请核实后{依法|}处理',
        '请{尽快|按时限}办理并回复诉求人',
        '请先与诉求人联系，了解具体情况',
        '请派员到现场查看',
        '请{认真|}核查{matter}情况',
      ),
      this.#maybe(
        0.5,
        '诉求人情绪{比较|}激动，请注意沟通',
        '同类诉求近期较多，请一并排查',
        '办理结果请如实填写',
        '涉及{老人|孩子}，请优先',
        '请将现场情况拍照留存',
        '注意保护诉求人信息',
      ),
    ])
  }

  note(): string {
    if (this.#chance.happens(0.75)) return this.#one(...workings.noted)
    return this.#one(
      '已电话联系诉求人，约定{明天|今天下午|后天上午}到{estate}查看。',
      '工作人员{上午|下午}到{road}现场，{情况与反映基本一致|未发现异常，继续跟进|已拍照取证}。',
      '已通知{desk}配合，{等待配件到货|正在排期施工|材料正在补充}。',
      '与诉求人沟通，对方{表示理解|要求书面答复|希望尽快}。',
      '经初步了解，{found}，正在研究处理办法。'.replace('{found}', this.#one(...repliesOf(this.#category).found)),
      '因{天气|审批|人手}原因，预计{span}内完成，已向诉求人说明。',
    )
  }

  measure(): string {
    const { found, done } = repliesOf(this.#category)
    return joined([
      this.#one(
        '接单后{立即|当日|次日}安排{工作人员|两名同志|责任科室}到{estate}{了解|核查}',
        '经{现场查看|电话了解|调阅资料}，{estate}情况属实',
        '{工作人员|网格员}会同{desk}到{road}{spot}核实',
      ),
      this.#one('原因是', '经查，', '核实情况：', '') + this.#one(...found),
      this.#maybe(0.8, ...workings.looked),
      this.#one('处理：', '现已', '', '采取措施：') + this.#one(...done),
      this.#maybe(0.5, ...workings.finished),
      this.#maybe(
        0.6,
        '已向诉求人{说明|反馈}，{诉求人表示认可|诉求人表示理解|诉求人仍有意见}',
        '后续将{加强巡查|列入日常检查|回头看}',
        '电话{告知|答复}诉求人，{通话三分钟|对方要求继续跟进}',
      ),
    ])
  }

  publicAnswer(): string {
    const { found, done } = repliesOf(this.#category)
    return joined([
      this.#one(
        '您好，您反映的{matter}{问题|事项|}已收悉',
        '{尊敬的市民|市民朋友}您好！关于您反映的{estate}{matter}问题，现答复如下：',
        '您好，感谢您的来电',
      ),
      this.#one('经核查，', '经了解，', '我单位{高度重视|立即}核实，') + this.#one(...found),
      this.#maybe(0.7, ...workings.toldOf),
      this.#one('目前', '我们', '现', '下一步') + this.#one(...done),
      this.#maybe(0.5, ...workings.promised),
      this.#one('感谢您{对我们工作的|的}{支持|监督|理解}', '如有疑问请与我们联系', '给您带来不便，敬请谅解', ''),
    ])
  }

  rejection(): string {
    return this.#one(
      '答复未回应诉求人要求，请{重新办理|补充说明}。',
      '只写了{已告知|已处理}，未写明{措施和时间|核查经过}，退回重办。',
      '未联系诉求人即办结，请联系后再反馈。',
      '现场照片缺失，{整改结果|处理情况}无法确认。',
      '与诉求人{所述|来电内容}不符，请核实后重报。',
    )
  }

  rework(): string {
    return this.#one(
      '回访时诉求人表示{matter}仍未解决，请继续办理。',
      '诉求人不满意：{只打了电话没到现场|说处理了其实没动|过两天又恢复原样}。',
      '诉求人反映{好了两天又犯了|没有人联系过他}，请重办。',
    )
  }

  remark(): string {
    return this.#one(
      '诉求人：{比以前好多了|就是慢了点|说话算数|没人来看过}。',
      '希望{以后别再反复|形成长效管理|多上门}。',
      '诉求人对{态度|速度}{满意|不满意}，对结果{认可|有保留}。',
      '{师傅很辛苦|跑了好几趟|一次就弄好了}。',
    )
  }

  returnEvidence(): string {
    return this.#one(
      '经核实，{road}该段{由他单位管养|不在我辖区}，附{职责清单|位置图}。',
      '该事项按{三定方案|权责清单}由{行业主管部门|属地街道}负责。',
      '诉求内容{地址不详|缺少被反映单位名称}，联系诉求人{未果|不愿提供}，无法办理。',
      '此件与{前日|上周}已办工单重复，建议合并。',
    )
  }

  returnDecision(agreed: boolean): string {
    if (agreed) return this.#one('同意退单，改派。', '经核权责清单，理由成立。', '位置图核对无误，同意。')
    return this.#one(
      '权责清单列明由你单位负责，请继续办理。',
      '证据不足，不同意退单。',
      '可先联系诉求人补充信息，不符合退单条件。',
      '首接负责，请牵头办理，必要时可申请协办。',
    )
  }

  laterContact(as: 'progress' | 'supplement' | 'urge' | 'withdrawal'): string {
    const said = {
      progress: ['诉求人来电询问{matter}办到哪一步了。', '来电查进度，{还没接到单位电话|想知道什么时候能好}。'],
      supplement: ['补充：{具体在{spot}|{when}又出现一次|有视频可提供}。', '诉求人补充联系方式和{照片|时间}。'],
      urge: ['诉求人催办：{span}了没人联系，{情绪激动|要求尽快}。', '再次来电催促，称{问题还在|越来越严重}，请抓紧。'],
      withdrawal: ['诉求人来电表示{已经自行解决|对方已退款|不再追究}，要求撤回。', '称与{desk}已协商好，撤销诉求。'],
    }
    return this.#one(...said[as])
  }

  reason(): string {
    return this.#one(
      '诉求人补充后{重新归类|更正分类}',
      '登记时选错，{更正|调整}',
      '核查后属于{matter}以外事项',
      '按{承办单位意见|办理情况}调整',
    )
  }

  refusal(): string {
    return this.#one(
      '该事项已进入{诉讼|仲裁|行政复议}程序，不予受理，已告知诉求人。',
      '诉求{缺少事实依据|不属于本市管辖}，已解释。',
      '同一事项已有终局答复，不再受理。',
    )
  }

  reopening(): string {
    return this.#one(
      '办结后{span}问题再次出现，诉求人要求重新办理。',
      '诉求人来电称{没有真正解决|承诺的时间已过}，重启办理。',
      '复查发现{整改反弹|措施未落实}，予以重启。',
    )
  }
}

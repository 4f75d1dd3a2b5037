import type { Chance } from '../chance.ts'
import { personName } from '../people.ts'
import { building, company, corner, degrees, moment, money, shop, span } from './details.ts'
import * as words from './lexicon.ts'

type Particular = (chance: Chance) => string

const calledBy = [
  '师傅',
  '阿姨',
  '大爷',
  '大姐',
  '经理',
  '主任',
  '老师',
  '队长',
  '婶',
  '老板',
  '会计',
  '同志',
  '叔',
  '哥',
  '姐',
  '伯',
  '工',
  '科长',
  '店长',
  '保安',
  '电工',
  '司机',
  '书记',
  '站长',
  '医生',
  '律师',
  '姨',
  '副总',
  '班长',
  '老太',
  '组长',
  '股长',
  '校长',
]
const sides = ['对门', '楼上', '楼下', '隔壁', '斜对面', '前排楼', '后排楼', '顶层', '一楼', '同单元', '巷口', '路对过']
const trades = [
  '开理发店的',
  '摆水果摊的',
  '跑出租的',
  '退休教书的',
  '卖早点的',
  '带孙子的',
  '租房的小两口',
  '做木工的',
  '在银行上班的',
  '开小卖部的',
  '上夜班的护士',
  '送快递的',
  '养狗的那家',
  '刚装修完的',
  '修自行车的',
]
const wheres = [
  '东侧',
  '西侧',
  '北边',
  '南门',
  '拐弯处',
  '第二个路口',
  '台阶下面',
  '围墙根',
  '大门外',
  '后巷',
  '人行道上',
]
const landmarks = [
  '水塔',
  '老粮站',
  '变电箱',
  '凉亭',
  '宣传栏',
  '充电桩',
  '健身器材',
  '垃圾分类亭',
  '门卫室',
  '自行车棚',
  '配电房',
  '石狮子',
  '旧戏台',
  '快递柜',
  '游泳池',
  '连廊',
  '消防栓',
  '公交站牌',
  '雨水篦子',
  '广场舞那块地',
]
const excuses = [
  '配件要从外地调',
  '上面还没批',
  '这个不归我们',
  '人手排不开',
  '合同里写着呢',
  '要等下个月统一弄',
  '系统里查不到你这户',
  '经费没到位',
  '你先交齐再说',
  '得开会研究',
  '施工队没进场',
  '领导出差了',
  '换过班，不清楚',
  '以前就是这么办的',
  '谁答应的你找谁',
  '别家怎么没意见',
  '再报一次修',
  '雨停了才能干',
  '图纸上就是这样',
  '过了保修期',
]
const endings = [
  '让我再等等',
  '叫我自己想办法',
  '说完就挂了',
  '转身就走',
  '让我留个电话',
  '叫我写个材料',
  '就没下文了',
  '还嫌我话多',
]
const ages = (chance: Chance) => `${chance.int(61, 93)}岁`
const surnamed = (chance: Chance) => personName(chance).surname + chance.pick(calledBy)

const missing = '配件 经费 人手 图纸 领导 系统 公章 车辆 材料 名额 钥匙 批文 预算 师傅 合同 名单'.split(' ')
const reasons = '没到 不够 还在路上 过期了 没批 出差了 停用了 要排队 归别处管 对不上 明天才有 丢了 换人了 锁着呢'.split(
  ' ',
)
const excuse = (chance: Chance) =>
  chance.happens(0.3) ? chance.pick(excuses) : chance.pick(missing) + chance.pick(reasons)

/** What people name in passing, each time another: the small truths of which a story consists. */
export const particulars: Readonly<Record<string, Particular>> = {
  t: moment,
  since: span,
  sum: money,
  heat: degrees,
  door: building,
  n: (chance) => String(chance.int(3, 48)),
  many: (chance) => String(chance.int(51, 640)),
  km: (chance) => `${chance.between(0.3, 9).toFixed(1)}公里`,
  metres: (chance) => `${chance.int(2, 90)}米`,
  area: (chance) => `${chance.between(41, 168).toFixed(1)}平`,
  minutes: (chance) => `${chance.int(6, 95)}分钟`,
  clock: (chance) => `${chance.int(5, 23)}点${chance.int(10, 59)}`,
  tail: (chance) => `${chance.pick(['尾号', '编号', '单号', '末四位'])}${chance.int(1000, 9899)}`,
  desk2: (chance) => `${chance.int(11, 98)}号${chance.pick(['话务员', '窗口', '客服', '坐席'])}`,
  old: ages,
  child: (chance) => `${chance.int(2, 15)}岁${chance.pick(['', '', '半'])}`,
  one: surnamed,
  name: (chance) => {
    const { surname, given } = personName(chance)
    return surname + given
  },
  neighbour: (chance) =>
    chance.happens(0.5) ? `${chance.pick(sides)}${chance.pick(trades)}` : `${chance.pick(sides)}的${surnamed(chance)}`,
  mark: (chance) => (chance.happens(0.45) ? chance.pick(landmarks) : corner(chance)) + chance.pick(wheres),
  number: (chance) => `${chance.int(2, 388)}号`,
  said: (chance) => `“${excuse(chance)}”${chance.happens(0.6) ? `，${chance.pick(endings)}` : ''}`,
  trader: (chance) => shop(chance, chance.pick(['03', '04', '07', '13', '99'])),
  firm: company,
  spot2: (chance) => chance.pick(words.spots),
}

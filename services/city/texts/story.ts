import type { Matter } from '../categories.ts'
import type { Chance } from '../chance.ts'
import type { Circumstances } from './circumstances.ts'
import { joined, say } from './grammar.ts'

const greetings = [
  '你好，',
  '您好，',
  '同志你好，',
  '喂，你好，',
  '',
  '',
  '',
  '麻烦你记一下，',
  '我想反映个事，',
  '我要反映一个情况，',
  '我是{estate}的{住户|业主|居民}，',
  '我住{estate}{building}，',
  '我姓{surname}，',
  '诉求人反映：',
  '来电人称，',
  '我替{邻居|楼里的老人|我妈}问一下，',
  '这是我第{二|三|四}次打电话了，',
  '我们{estate}{few}户人家一起反映，',
  '不好意思又打扰了，',
]
const askingGreetings = [
  '你好，请问',
  '您好，想{咨询|了解|问}一下，',
  '请问',
  '麻烦问下，',
  '我想问问，',
  '帮我查一下，',
  '咨询一下，',
  '诉求人咨询：',
  '打扰了，请教个事，',
  '同志，',
  '替我{妈|爸|家里老人|朋友}问一下，',
]

const details = [
  '从{when}到现在一直是这样',
  '前前后后{span}了',
  '{白天还好|平时还凑合}，{一到晚上|一下雨|一到周末}就更{厉害|严重|离谱}',
  '不是一天两天的事了',
  '我拍了{照片|视频}，可以发给你们',
  '{路过的人|左邻右舍|来往的行人}都{在说|有意见|看在眼里}',
  '具体位置就在{spot}往里走几十米',
  '今年已经是第{二|三|四|五}回了',
  '去年{也|就}闹过一次，好了没几天',
  '群里{天天|都}有人在说这个事',
  '附近{有个学校|住的老人多|是个路口}，{很|特别}危险',
  '',
  '',
  '',
  '起因是{when}的事，到今天没个头',
  '不光我一家，{上下楼|隔壁|整栋楼}都这样',
]
const effects = [
  '家里有{who}，实在{受不了|吃不消|扛不住|熬不起}',
  '{who}因为这个{觉都睡不好|门都不敢出|又急又气，血压都上来了}',
  '{出行|上下班|接送孩子}{很|特别|太}不方便',
  '再这样下去{要出事的|迟早出大事|谁受得了}',
  '一家人{日子没法过|跟着遭罪|愁得不行}',
  '都影响到{正常生活|做生意|上班}了',
  '{昨天|前天|上周}就有人{摔了一跤|差点被撞|气得进了医院}',
  '',
  '',
  '',
  '{who}问我{啥时候|什么时候}能好，我都不知道咋说',
  '大热天大冷天的，{谁顶得住|折腾人}',
  '钱不多，可是{憋屈|咽不下这口气}',
]
const tries = [
  '找过{desk}{few}次，{都说在协调|一直拖着|人影都见不到|说不归他们管}',
  '{desk}让我找{desk}，{desk}又推回来，{踢皮球|转了一圈|来回跑断腿}',
  '跟{desk}说了{span}，{没人理|没下文|光说不练}',
  '打{desk}电话{没人接|永远占线|接了就说知道了}',
  '{desk}来人看过一眼，{拍了照就走了|说要上报|量了量没后话}',
  '',
  '',
  '',
  '问{desk}，{人家说等通知|让我等着|说没经费}',
  '自己{花钱|找人}弄过一回，{管不了几天|治标不治本}',
  '上回反映过，说处理了，{其实没动|过几天又这样|反倒更糟}',
]
const feelings = [
  '真是没办法了才{打这个电话|来麻烦你们}',
  '说句心里话，{挺寒心的|憋屈得很|太让人失望}',
  '老百姓过点安生日子{咋就这么难|怎么这么难}',
  '',
  '',
  '',
  '',
  '都快{急死了|愁白头了|被逼疯了}',
  '心里堵得慌',
  '{这叫什么事|哪有这样办事的}嘛',
  '我也不想找麻烦，{实在是忍不下去了|可总得有人管}',
  '整得人{火冒三丈|没脾气|一点招没有}',
  '一拖再拖，{黄花菜都凉了|啥时候是个头}',
]
const requests = [
  '请{有关部门|你们|相关单位}{尽快|抓紧|马上}{派人来看看|处理一下|给解决了|到现场查一查}',
  '希望{能|早点|快些}{有人来管管|给个说法|彻底解决，别再糊弄}',
  '要求{查清楚|依法处理|公开答复}，{并|}给我回个电话',
  '麻烦{催一催|帮忙协调|转给管事的人}',
  '处理{好了|完}请{告诉我一声|回电|发个短信}',
  '什么时候能{弄好|修好|办成}，给个准话',
  '能不能{派个人来|先应急一下|给我们一个时间}',
  '请{核实|调查}后{答复|回复}{我|}',
  '盼{早日|尽快}{解决|回复}，谢谢',
  '你们{管不管|看着办}，不行我再往上反映',
  '拜托了',
  '诉求：{尽快处理|要求整改|要求退款或给说法|恢复原样}，并回复',
]
const situations = [
  '我的情况是{span}前{办过一次|交过材料|打听过}，{没问明白|说法不一样|被退回来了}',
  '网上{查了半天|说啥的都有|找不到准信}',
  '跑过一趟{没带齐材料|人家下班了|排不上号}',
  '',
  '',
  '我人在外地，{回去一趟不容易|来回路费都好几百|最好能网上办}',
  '{who}等着用，{有点急|时间紧}',
  '',
  '听{邻居|同事|亲戚}说政策变了，{不知真假|想核实一下}',
  '年纪大了{不会用手机|看不懂网上的流程}，说慢点',
]
const askingEnds = [
  '',
  '谢谢',
  '麻烦{说详细点|告诉我流程|告诉我电话}',
  '{方便的话发短信给我|请回电告知}',
  '在哪办、带什么、要几天，{都想知道|一次说清楚最好}',
  '最好{当场告诉我|今天能有个答复}',
  '要是{不能办|办不了}，也请说个原因',
]
const suggestions = [
  '建议{有关部门|你们}把{matter}这块{再细化|多听听群众的意见|抓一抓}，{有的地方做得就挺好|老百姓都看着呢}',
  '关于{matter}我有个想法：{多设几个点|延长时间|网上公开进度|让志愿者参与}，{花钱不多|方便大家}',
]
const thanks = [
  '{matter}这块{工作人员|那位同志}{特别负责|热心|跑前跑后}，{我们全家都记着|一定要表扬}',
  '想{表扬|感谢}一下{street}负责{matter}的{小伙子|大姐|师傅}，{耐心|没有一点架子|大冷天还在忙}',
]

const pick = (all: readonly string[], chance: Chance, { slots }: Circumstances) => say(chance.pick(all), chance, slots)

function problem(matter: Matter, chance: Chance, about: Circumstances): string {
  if (matter.told.length > 0) return pick(matter.told, chance, about)
  return pick(about.type === 'praise' ? thanks : suggestions, chance, about)
}

function asking(matter: Matter, chance: Chance, about: Circumstances): string {
  const part = (all: readonly string[]) => pick(all, chance, about)
  const second = chance.happens(0.35) && matter.asked.length > 1 ? `${part(matter.asked)}？` : ''
  const question = part(matter.asked)
  const questions = second === `${question}？` ? second : `${question}？${second && `还有，${second}`}`
  return joined([part(askingGreetings) + questions, part(situations), part(askingEnds)])
}

function telling(matter: Matter, chance: Chance, about: Circumstances): string {
  const part = (all: readonly string[]) => pick(all, chance, about)
  const middle = [part(details), part(effects), part(tries), chance.happens(0.3) ? part(details) : '']
  const body = chance.happens(0.5) ? middle : chance.shuffled(middle)
  return joined([part(greetings) + problem(matter, chance, about), ...new Set(body), part(feelings), part(requests)])
}

/** What somebody said, in the words of those who say it. */
export function storyOf(matter: Matter, chance: Chance, about: Circumstances): string {
  if (about.type === 'consultation' && matter.asked.length > 0) return asking(matter, chance, about)
  if (about.type === 'praise')
    return joined(
      [pick(greetings, chance, about) + problem(matter, chance, about), '{谢谢|请一定转达|给他们点个赞}'].map((each) =>
        say(each, chance, about.slots),
      ),
    )
  return telling(matter, chance, about)
}

const titles: Readonly<Record<string, readonly string[]>> = {
  consultation: [
    '咨询{matter}{问题|相关政策|办理流程|}',
    '{了解|询问}{matter}{的有关规定|怎么办理|}',
    '{district}居民咨询{matter}',
  ],
  praise: ['表扬{street}工作人员', '感谢{district}{matter}相关人员', '群众致谢：{matter}'],
  suggestion: ['建议改进{street}{matter}', '关于{road}{matter}的建议', '{estate}居民建议：{matter}'],
  report: ['举报{estate}{matter}', '举报{road}{matter}情况', '{street}{matter}线索'],
  complaint: [
    '{estate}{matter}',
    '投诉{estate}{building}{matter}',
    '{road}{spot}{matter}',
    '反映{street}{matter}{问题|一直没人管|}',
    '{estate}居民投诉{matter}{span}未解决',
  ],
  help: [
    '{estate}{building}{matter}',
    '{road}{matter}，请尽快处理',
    '求助：{estate}{matter}',
    '{street}{spot}{matter}',
    '{estate}{matter}已{span}',
  ],
}

export function titleOf(chance: Chance, about: Circumstances): string {
  return say(chance.pick(titles[about.type] ?? ['{street}{matter}']), chance, about.slots)
}

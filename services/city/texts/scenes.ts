// Data: small scenes put together from short parts, so that no two are told alike (particulars.ts).
const who =
  '{{one}|{name}|{neighbour}|{trader}的伙计|{firm}的人|{desk}的{one}|穿制服的|戴袖章的|领头的{one}|看车的|房东{one}|{estate}的老{one}|收费的|跟车的}'
const did =
  '{蹲下看|摆摆手|掉头走|记了{n}个字|拿尺比划|敲了{n}下|锁了门|递根烟|接个电话|骂了两句|笑了笑|叹口气|撕了条|拍桌子|倒车走了|喊来{n}个人|翻出本{n}页的账|指着{mark}|躲进{trader}|装没听见|把图收了}'
const harm =
  '{赔了{sum}|误了{clock}的车|丢了{n}单生意|{minutes}没敢动|嗓子哑了|血压到{many}|绕了{metres}|少睡{n}个钟头|进了医院{n}天|交了{n}回罚款|药都没吃上|作业写到{clock}|退了{n}份货|老人哭了}'
const thing =
  '{台阶|护栏|铁门|灯箱|遮阳棚|电表箱|排风扇|花坛|地锁|楼道灯|下水口|摄像头|雨棚|减速带|围挡|门禁|扶手|井盖|路牌|长椅|栅栏|公示牌|垃圾桶|水管|线缆|信报箱|充电桩|消防箱}'
const state =
  '{歪了{n}公分|少了{n}截|{since}没人动|锈穿了|裂了{metres}|拆了又装|捆着铁丝|盖着塑料布|一碰就晃|{n}天没修|掉了漆|断了{n}处|松了|缺了角|塌了半边|换过{n}回|贴着{t}的条|只剩架子|让{trader}占了|被车撞过{n}次|是{firm}装的|{n}年没换|编号{tail}}'
const when =
  '{{t}|{t}|{clock}前后|{since}以前|第{n}天|{买菜|接娃|下班|吃饭|遛弯|上课|值班|开会|加班|午休|浇花|洗碗|搬货|看店|取药|停车}{路上|回来|那会|前后|的时候|完事|的工夫|当口|没多久|途中}}'
const where =
  '{{mark}|{road}{number}|{door}|{trader}门前|{spot2}|{estate}里头|楼梯口|{road}{spot2}|{neighbour}窗下|离{door}{metres}}'
const kin =
  '{{我|她|邻居|对门|老板|同事|房客|同村}{爸|妈|姐|哥|姑|舅|叔|姨|婶|伯|弟|妹}|{old}的{爷爷|姑妈|岳父|姥姥|老伴|邻居}|{child}的{孙子|女儿|儿子|外甥}|{name}|店里{n}个工人|{拄拐|独居|住院|瘫痪|失明|耳背}的{父亲|姨妈|舅公|婆婆|战友|租客}}'
const remark =
  '{{said}|“{n}号再来”|“这是{firm}的”|“去{road}{number}问”|“找{one}”|“少{n}样材料”|“{clock}再说”|“交{sum}就办”|“{since}就这样”|“{配件|经费|人手|图纸|领导|系统|公章|车辆|材料|名额|钥匙|批文|预算|师傅|合同}{没到|不够|在路上|过期了|没批|出差了|停用了|要排队|归别处|对不上|明天才有|得等{n}天|丢了|换人了}”}'

/** Fits every matter. */
export const scenes: readonly string[] = [
  `${when}，${who}在${where}${did}，{回头|末了|只}说${remark}`,
  `${kin}${when}路过${where}，${harm}`,
  `${kin}找${who}理论，对方${did}，{扔下|甩出|嘟囔}${remark}`,
  `${harm}的不止${kin}，${where}的${kin}${when}也${harm}`,
  `我{问|求|堵|写信给|等}了${who}{n}次，{得|换|等}来${remark}`,
  `${when}${kin}${harm}，${who}倒好，${did}`,
  `${remark}，这话是${who}${when}在${where}说的，${kin}听见了`,
  `${when}{递|交|寄|送}材料{n}份给${who}，他${did}，{收条{tail}|连收条也不打|只盖了个章}`,
  `${kin}{劝我|叮嘱我|气不过，要我|陪着我}${when}再跑一趟，${who}还是${remark}`,
  `为这个${kin}${harm}，我自己也${harm}`,
  `${who}{开口|张嘴|伸手}要{sum}，${when}又改口{sum}，{有录音{minutes}|{neighbour}在场|转账{tail}}`,
  `头一回${when}，第二回${when}，第{n}回轮到${who}，全是${remark}`,
  `${who}和${who}{各说各的|互相推|对不上}：一个${remark}，一个${remark}`,
  `${when}在${where}碰见${who}，{没说两句|问起来|刚提这事}他就${did}`,
  `{登记|回访|走访|核对}那天${kin}接的，${who}讲${remark}，{记录{tail}|说了{minutes}|挂得很快}`,
]

/** Fits what stands or lies somewhere. */
export const scenesOfThings: readonly string[] = [
  `${where}的${thing}${state}，${kin}${harm}`,
  `${thing}${state}，${thing}也${state}，${who}${did}`,
  `${when}起，${where}{多了|少了|换了}${thing}，${who}{讲|喊|回}${remark}`,
  `${when}我数了，{n}个${thing}里{n}个${state}`,
  `${who}${when}${did}，${who}又${did}，${thing}还是${state}`,
  `从${where}往{mark}走，{轮椅|婴儿车|三轮|担架|购物车|行李箱}{过不去|要绕{metres}|得抬着}，${kin}试过{n}回`,
  `${where}装${thing}那天，${who}收{sum}，${when}就${state}`,
  `{据|听}${who}讲，${thing}归{firm}，{firm}{推给|又指向|不认，说是}${who}`,
  `${kin}一人带{两|三}个孩子，${when}${harm}，${where}连个${thing}都不给留`,
  `账是这样的：${thing}{sum}，工钱{sum}，${who}另拿{n}块，票{tail}`,
  `${when}到${when}，${thing}${state}，前后{n}天`,
  `{视频|照片|录音|单子|聊天记录|登记本}{n}{段|份|条|页}在我手里，拍的是${where}${thing}，${who}正${did}`,
  `${where}住着${kin}，${when}出门${harm}，回来${thing}已经${state}`,
]

export const scenesOfAsking: readonly string[] = [
  `${kin}${when}问过${who}，{只得|换来|就给|回的是|听见}${remark}`,
  `手头有{n}样：${'{户口本|身份证|租房合同|毕业证|离职单|房本|病历|老存折|驾照|出生证}'}、${'{照片{n}张|收据{tail}|社区的信|{firm}的章|公证书|流水{n}页|介绍信}'}，{够不够|缺啥|还要什么|行不行}`,
  `${kin}在{firm}干了{n}个月，${when}搬到${where}，{算哪边|归谁管|怎么转|还作数吗}`,
  `${when}打算去{road}{number}，{几点关门|要排多久|带谁去|能不能代办|要不要预约|停车方便吗}`,
  `差{n}天到期，${kin}人在外地，{能延吗|网上行吗|托{one}可以吗|补交{sum}够吗}`,
]

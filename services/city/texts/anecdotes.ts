// Data: what people tell besides the matter itself, full of particulars (particulars.ts). By the matter's two first digits.

/** Fits every matter. */
export const anecdotes: readonly string[] = [
  '{t}{one}来过，{掏出手机拍了两张|在门口站了一会儿|拿本子记了几笔|绕着看了一圈|量了量尺寸}，{说|撂下一句|回了一句}{said}',
  '{neighbour}{也|早就}{打过电话|去问过|写过联名信|在群里提过|找过人}，{得到的也是|听到的是|回来学给我们听：}{said}',
  '{road}{number}往里{metres}、{mark}{那一片|那个位置|就是}，{一问都知道|导航搜不到|有{n}个台阶|挨着{trader}}',
  '{t}我{专门|特意|请了假}去了一趟，等了{minutes}，{desk2}{说|回我}{said}',
  '上次的{回执|工单|登记}{tail}我还留着，{写着|上面说}{n}天{内|之内}{答复|办好}，{今天都第{n}天了|早就过了|连个电话都没有}',
  '{one}{拍着胸脯|在电话里|当着{n}个人的面}{保证|答应|说好}{n}天之内{弄好|有结果|上门}，{结果|可}{到{t}都没动静|电话再也打不通|又换了个{one}来}',
  '我{爸|妈|婆婆|公公|奶奶|姥爷}{old}了，{t}为这事{走了{metres}路去问|下了{n}层楼|在{mark}坐到{clock}}，{回来腿都肿了|水都没喝上一口|气得饭也没吃}',
  '孩子{child}，{每天{clock}要出门|夜里醒{n}回|在{mark}差点出事|问我为什么没人管}',
  '我{算过|数过|记过}，{这个月|前后|到现在}一共{n}次，最{长|久|厉害}的一次{minutes}，{日记本上都有|手机里有{n}段录像|{neighbour}可以作证}',
  '{trader}的{one}{说|讲|告诉我}他那边{也这样|更厉害|{since}前就报过}，{报的是{tail}|同样没人理|我们打算一起来找}',
  '我们{n}户签了字，{领头的是|交给了|材料在}{door}{one}{手里|那里|那儿}，{要看随时可以|复印件也有|{t}刚送上去}',
  '离{mark}不到{metres}，{几步路就到|绕不过去|旁边就是{trader}}，{你们来人一看就明白|很好找|我可以带路}',
  '之前花了{sum}，{票据|收条|转账记录}{tail}，{都在手上|拍了照|可以寄给你们}',
  '{clock}打给{desk2}，{响了{n}声没人接|转了{n}次又转回来|让我{clock}再打}，{再打又换了个人|后来干脆忙音|说得跟上次不一样}',
  '{t}下着{雨|大雨|小雪|雾}，{n}个人围在{mark}，{one}{急得直跺脚|叫来了派出所|扶着人走了{metres}}',
  '{name}{当时在场|是见证人|也是受害的}，{住{door}|电话我可以给|愿意配合调查}',
  '从{road}{number}到{mark}这{metres}，{我每天要走{n}遍|推着轮椅要{minutes}|晚上{clock}以后根本不敢走}',
  '公示栏上贴的是{n}天前的通知，落款{one}，{可是|结果}{t}{one}又说{said}',
  '我在{这儿|本地|{estate}}住了{n}年，{头一回碰到|没见过这样的|以前从来不是这样}，{连{neighbour}都看不下去|搬走的已经有{n}户}',
  '{one}{让|叫}我找{one}，{one}又{让|叫}我找{desk2}，{一圈下来{km}|来回打了{n}个电话|前后{minutes}都在解释}，最后{还是|等来}{said}',
  '{t}我把{照片{n}张|录像{minutes}|写的材料}交给{one}，{他|人家}翻了{n}页{就放下|问我是不是姓{one}|说回头看}，{至今|到现在}{since}',
  '{neighbour}家里有{old}的老人，{t}{摔在{mark}|从{mark}绕了{metres}|被送去住了{n}天}，花了{sum}',
  '前年{trader}那儿也{出过|闹过}，{报到{desk2}|去了{n}个人|上了报纸}，{n}天就{弄好了|有人管了}，怎么到我们{door}就不行',
  '我在群里数了，{n}家{说|反映}一样的，{最早的是{door}|最远的隔着{metres}|有{n}家已经不说话了}，群主是{one}',
  '{clock}{到|一直到|至}{clock}，{天天如此|隔{n}天一回|周末还要多{minutes}}，{one}夜里{n}次起来看',
  '我{查过|翻过|问过律师}，{文件第{n}条|合同第{n}页|公告第{n}行}写得{明明白白|清清楚楚}，可{one}说{said}',
  '{name}是{firm}的，{名片上写着经理|答应{t}来|自己说管这一片}，{电话{tail}|手机号{tail}|办公室在{road}{number}}，{打了{n}遍不接|一接就换话题}',
  '{many}块钱的事，{跑了{n}趟|耽误了{n}天工|路费都花了{n}块}，{图的就是一个理|孩子都说算了|我{old}的人了还得求人}',
  '{t}突然{又来了|更重了|变了样}，{mark}都{能看见|受影响|站不住人}，{neighbour}赶紧{叫我|拍下来|打了{desk2}}',
  '{one}、{one}和我{n}个人去了{road}{number}，{门锁着|只有一个看门的|坐了{minutes}}，{门上贴着{t}的条|听见里面有人就是不开|看门的说{said}}',
  '从{door}{看得见|走过去{metres}|隔着一道墙}就是{mark}，{t}来了{n}辆车，{忙了{minutes}又走了|量了{area}的地|留下一堆东西}',
  '{trader}、{trader}还有{trader}{n}家{都|全}{受影响|停了生意|贴了条子}，{一天少卖{sum}|老板{one}也气得不行}',
  '登记的时候{desk2}核对了{tail}，{名字还写成{name}|地址写成了{number}|少记了{n}户}，{麻烦改一下|所以一直对不上}',
  '{mark}本来有{n}个，{现在剩{n}个|拆了{n}个|{since}前就坏了}，{one}说{said}',
]

/** Fits the matters whose code begins so. */
export const anecdotesOf: Readonly<Record<string, readonly string[]>> = {
  '010101': [
    '灯杆{tail}，从{mark}数过去连着{n}盏不亮，{clock}以后全靠手机照',
    '{one}{t}修过一盏，亮了{n}天又灭，箱子里{嗡嗡|滋滋}响',
  ],
  '010102': [
    '井圈翘起来{n}公分，{clock}一有车压过去就哐当，{door}听得清清楚楚',
    '有人拿{树枝|旧轮胎|砖头}挡着，{t}又被{neighbour}的车撞飞{metres}',
  ],
  '010103': [
    '坑有{metres}长，{t}{neighbour}的电动车轮子陷进去，赔了{sum}',
    '砖松了{n}块，一踩一裤腿水，{old}的老人在{mark}崴了脚',
  ],
  '010202': ['从{clock}摆到{clock}有{n}家，救护车{t}在{mark}堵了{minutes}'],
  '010201': [
    '{mark}堆了{n}袋，味道隔着{metres}都闻得到，{one}拿石灰盖了一下就走',
    '桶{n}天没换，{t}{neighbour}自己拖到{mark}，{one}还说{said}',
  ],
  '0801': ['材料交了{n}份，{desk2}说{said}，来回跑了{km}', '名字里一个字，{n}年前就写错，{t}{desk2}说{said}'],
  '0203': [
    '施工的牌子写{firm}，工期{n}天，{since}了围挡里一个人都没有',
    '{road}{number}门前挖开{metres}，{neighbour}搭了块木板过',
  ],
  '0301': [
    '付款{t}，一共{sum}，{trader}开的单子{tail}，老板自称{one}',
    '店搬到{road}{number}，牌子换成{trader}，收钱的还是{one}',
    '{one}{t}就把我微信删了，{n}个人在群里，合起来{sum}',
  ],
  '0401': [
    '手机软件测了{n}回，最高{many}，{clock}还在响，窗户关了也有',
    '{firm}的车{clock}进{clock}出，一晚上{n}辆，{door}的玻璃都在抖',
  ],
  '0402': [
    '{clock}一股{酸|臭鸡蛋|烧塑料|油漆|焦糊}味从{mark}飘过来，持续{minutes}，孩子{child}一直咳',
    '{t}{firm}那边冒了{minutes}的{黑烟|白烟|黄烟}，晾的{n}件衣服全脏了',
  ],
  '0403': [
    '水面上漂着{n}米长的一条{白沫|油花|黑泥}，{t}捞上来{n}条死鱼，拍了照片',
    '管子藏在{mark}，{clock}开闸，{minutes}就流黑一片',
  ],
  '0501': [
    '{firm}欠我们{n}个人一共{sum}，工头{one}{t}起就关机',
    '考勤表{tail}，我干了{n}天，说好一天{many}，{one}只认{n}天',
  ],
  '0601': [
    '{t}挂的号{tail}，等了{minutes}，进去{n}分钟就出来，交了{sum}',
    '科室{one}说{said}，可出院单上写的是{n}天，差了{sum}',
  ],
  '0602': ['单据一共{n}张，合计{sum}，寄过去{since}了，流水号{tail}', '{desk2}{t}说到账了，卡上还是{n}块，查了{n}回'],
  '0701': [
    '从{door}到学校{km}，路上要过{n}个红绿灯，早上{clock}就得出门',
    '一个班塞了{n}个人，{neighbour}家{child}的孩子倒进去了',
  ],
  '0702': [
    '孩子{child}，班里{n}个人，{t}老师{one}在群里发的通知我截了图',
    '{one}{t}在家长会上说{said}，{n}个家长都听见了',
  ],
  '0703': ['交了{sum}，收据{tail}，课表排到{n}节，只上了{n}节', '校长{one}{t}还在朋友圈招生，新店叫{trader}'],
  '0803': ['监控{tail}拍到一个{n}来岁的，{t}的事，到{clock}才有人来'],
  '0901': [
    '户号{tail}，水压{clock}前后最小，接一壶水要{minutes}，{door}往上都这样',
    '表上走了{many}个字，上个月才{n}个，{one}来看了说{said}',
    '阀门在{mark}，拧一圈漏半桶，{neighbour}拿胶带缠了{n}道',
  ],
  '0902': [
    '{t}停了{minutes}，冰箱里{sum}的东西全坏了，抢修的{one}说{said}',
    '一到{clock}就跳，这个月{n}回，{door}的空调板子烧了，修了{sum}',
  ],
  '0903': ['灶上的火苗{n}公分不到，{clock}最小，炒个菜{minutes}', '本子{tail}，安检的{one}{t}来了{n}分钟，开口要{sum}'],
  '0904': [
    '屋里{heat}，{clock}量的，交的是{area}的钱，一共{sum}',
    '管子上面热下面凉，{one}{t}放了{n}回气，{door}从上到下{n}家都凉',
  ],
  '10': ['老人{old}，{t}去办的，{desk2}要{n}份证明，来回{km}', '账上差{n}个月，一共{sum}，存折{tail}，{one}说{said}'],
  '11': ['我家{n}亩地，合同{tail}，{since}没见着钱，{one}说{said}', '村里{n}户按了手印，{one}{t}把本子收走，说{said}'],
  '1201': [
    '面积量的是{area}，协议写的是{area}，差的钱{one}说{said}',
    '过渡费一年{sum}，停了{n}个月，租的房子在{road}{number}',
  ],
  '1202': [
    '水涨到{n}公分用了{minutes}，{n}辆车泡着，{neighbour}拿盆往外舀到{clock}',
    '泵{t}响了{minutes}就停，{one}说{said}',
  ],
  '1203': ['裂缝有{n}公分宽，{t}又掉了{n}块，离{door}只有{metres}', '灭火器上的日期过了{n}个月，{one}说{said}'],
  '1301': [
    '{t}出发的团，每人{sum}，合同{tail}，导游{one}在{mark}逼着买了{sum}的东西',
    '{clock}的票临时改到{clock}，等了{minutes}，{desk2}说{said}',
  ],
  '14': ['窗口排到{many}号，{t}取的号{tail}，{clock}就不叫了', '网上填了{n}遍，每次到第{n}页就退出，{desk2}说{said}'],
}

/** Those who ask, and tell what for. */
export const circumstancesOfAsking: readonly string[] = [
  '{我|家里老人|孩子|朋友}{old}，户口在{road}{number}，{t}问过{desk2}，说{said}',
  '材料带了{n}样，{desk2}说还差{n}样，{t}白跑了{km}',
  '我是{n}年前办的，证件{tail}，现在{住在{door}|换了单位|搬到{road}{number}了}',
  '网上说{n}个工作日，{one}说{n}天，{neighbour}{since}都没办下来',
  '公司是{firm}，{n}个人一起问，{one}让我先打个电话',
  '金额大概{sum}，时间是{t}，不知道{算不算|能不能|超没超期}',
  '打算{t}过去，{开车{minutes}|坐车{km}|带着{child}的孩子}，怕又白跑',
  '',
]

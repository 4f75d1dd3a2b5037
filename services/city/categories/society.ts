// Data: code and name | English | weight | unit | types | what people say // what people ask.
export const society = `
10 民政与社会救助|Civil affairs
1001 社会救助|Social assistance
100101 低保与救助|Minimum income and aid|5|civil|qqhc|家里两个病人，低保申请{span}了没有回音;村里评低保不公开，有楼房的倒评上了//低保怎么申请，看哪些收入;临时救助最多给多少;低保一年复核几次
100102 残疾人补贴|Disability allowances|3|civil|qqh|残疾证换了新的，护理补贴停了{span}//残疾人两项补贴怎么领;评残去哪个医院
100103 流浪乞讨救助|Help for the homeless|1|civil|hh|{spot}桥洞下面住着个老人，{when}零下了还穿单衣;有个走失的老太太在{spot}，说不清家在哪
1002 养老与社会事务|Elderly care and social affairs
100201 养老服务|Elderly services|4|civil|qscp|{shop}养老院把老人绑在椅子上，身上有淤青;社区食堂的饭又便宜又软和，给老人解决大问题了//八十岁高龄津贴怎么领;社区老年食堂在哪里;居家养老能不能申请改造扶手
100202 婚姻登记|Marriage registration|4|civil|qqq|//外地户口能不能在这里领结婚证;离婚冷静期怎么算;结婚证丢了怎么补;节假日能不能登记
100203 殡葬服务|Funerals|2|civil|qc|公墓管理费突然要一次交{few}年//火化补贴怎么申请;骨灰寄存到期怎么办
11 农业农村|Agriculture and the countryside
1101 惠农与土地|Subsidies and land
110101 惠农补贴|Farm subsidies|3|agriculture|qqc|种粮补贴{span}没到卡上，村里说报了//农机补贴今年还有没有;种粮补贴按什么面积算
110102 土地承包流转|Land contracts|3|agriculture|cq|村里把我家的地流转给{company}，字不是我签的;租地的老板{span}没给租金，人也找不到//土地确权证写错了怎么改
110103 宅基地建房|Village housing plots|3|land|qqc|邻居建房占了我家滴水，村里调解{few}次没用//宅基地申请要什么条件;老房子翻建要不要报批
1102 乡村建设|Villages
110201 农村道路|Village roads|3|transport-road|hsc|村里通组路断在半中间，{few}户人家出不来;路修了一半钱不够停了{span}
110202 农村饮水|Village water|3|water|hhc|村里的自来水三天来一次，桶接满了省着用;山上的蓄水池漏了，喝的水里有虫子
110203 村务公开|Village accounts|2|agriculture|rc|村集体的山林租出去，钱去哪了没公布;村里的救灾物资发给了自家亲戚
12 自然资源与水利|Land and water
1201 征地拆迁|Land taking
120101 征地补偿|Compensation for land|4|land|ccqh|征了地{span}，青苗费没有给齐;同一条路，我们组补偿比隔壁组低一截//征地补偿标准在哪里查;失地农民社保怎么办
120102 安置房|Resettlement housing|3|housing|cch|拆迁{span}了，安置房还没开工，过渡费也停了;安置房面积少了{few}个平方，没人解释
1202 防汛与水利|Floods and waterways
120201 内涝与排涝|Urban flooding|4|water-drain|hhhc|大雨一来{estate}地下车库全淹了，{few}辆车泡在水里;{spot}积水齐腰深，{when}有人困在车里;水从马桶里往上返，一楼全泡了
120202 河道管护|Care of rivers|2|water|hsr|河堤塌了一段，{span}没人管，旁边就是住家;有人在河道里挖沙，{when}机器轰轰响
120203 山体滑坡隐患|Landslide risks|1|emergency|hh|屋后山上下雨就掉土块，{when}裂了一道缝;挡土墙鼓了个大肚子，下面住着{few}户
1203 安全应急|Safety and emergencies
120301 消防隐患|Fire risks|4|emergency|rrch|{estate}消防栓拧开没有水;{shop}把安全出口锁了，里面全是易燃的;楼道堆满纸箱，{when}有人在里面抽烟
120302 烟花爆竹|Fireworks|2|emergency|rq|{spot}有人偷偷卖烟花，就在居民楼下;{when}还有人放炮，老人心脏受不了//过年什么地方可以放烟花
13 文旅体育|Culture, tourism and sport
1301 文化旅游|Culture and tourism
130101 景区服务|Tourist sites|3|culture|cqp|景区停车费{money}一次，厕所排队半小时;网上订的票到门口不认，要再买一遍;景区志愿者帮我们找到走丢的孩子，太感谢了//老年证进景区免票吗;景区年卡在哪里办
130102 旅行社纠纷|Travel agencies|2|culture|cc|{shop}的团说纯玩，一天进{few}个店，不买就甩脸;交了{money}团费，出发前一天说取消，钱不退
130103 文化场馆|Libraries and museums|2|culture|qqp|//图书馆几点开门，能不能带孩子;博物馆要不要预约;青少年宫的班什么时候报名
1302 体育健身|Sport
130201 健身设施损坏|Broken exercise equipment|3|culture|hhs|{estate}健身器材的踏板掉了，老人踩空摔了;{spot}篮球场的地面起皮，篮筐歪了{span}
130202 场馆开放|Sports halls|1|culture|qs|//学校操场周末对外开放吗;游泳馆冬天开不开
14 政务服务与营商|Public services and business
1401 政务服务|Public service halls
140101 办事窗口服务|Service counters|5|services|ccqp|窗口说系统坏了，让我明天来，明天又说少张表;大厅取号一百多人，就开{few}个窗口;窗口的小姑娘特别耐心，一次就帮我办好了//政务大厅周六上不上班;帮老人代办要什么手续
140102 网上办事平台|Online services|5|services|qqcs|手机上传照片老是失败，换了{few}个手机都不行;人脸识别老人怎么都过不了//忘了密码手机号也换了怎么登录;办件进度在哪里查
140103 公积金业务|Housing fund|8|housing-fund|qqqqc|公积金贷款批了{span}不放款，卖家要毁约//租房怎么提取公积金;异地公积金能不能在这里贷款;离职了公积金怎么取;公积金利率现在多少
1402 税务与企业|Tax and enterprises
140201 税费办理|Taxes|6|tax|qqqq|//卖房的个税怎么算;发票开错了怎么冲红;个税年度汇算忘了报怎么办;房屋出租要交哪些税
140202 惠企政策兑现|Promised support for firms|3|services|cqh|招商时答应的厂房补贴，{span}过去了还没兑现;申报的技改资金公示完就没下文了//小微企业贷款贴息怎么申请
140203 拖欠企业账款|Unpaid invoices of firms|2|services|hhc|给{company}干完工程，{money}的尾款拖了{span};供货验收都签了字，财务就是不付款
15 其他|Other
1501 表扬与建议|Praise and suggestions
150101 表扬感谢|Thanks|4|hotline|ppp|{street}的网格员下雪天给独居老人送菜，一直想说声谢谢;{when}丢了包，巡逻的民警帮着调监控找了回来;抢修师傅大半夜踩着水干活，连口热水都没喝
150102 综合建议|General suggestions|3|services|sss|建议{spot}装个红绿灯，过马路太难了;建议政务大厅中午也留个窗口，上班族请不了假;建议小区里设个临时照看孩子的地方
1502 热线与其他|Hotline and other
150201 热线服务|The hotline itself|2|hotline|cqp|打了{few}次电话没有人回，说好三天内答复的;上次那个话务员态度好，讲得清清楚楚//我{span}前反映的事到哪一步了;怎么查工单进度
150202 非本市事项|Matters of other places|3|hotline|qq|//我在外地，想问老家的事找哪个电话;铁路的票归不归你们管;银行服务投诉打哪个号码
`

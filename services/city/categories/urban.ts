// Data: code and name | English | weight | unit | types | what people say // what people ask.
/** Types: c complaint, h help, q consultation, s suggestion, r report, p praise; repeated letters count more. */
export const urban = `
01 城乡建设|Urban and rural construction
0101 市政设施|Public facilities
010101 路灯不亮|Street lights out|7|urban-lamps|hhcs|{road}{spot}的路灯{span}不亮了，晚上黑咕隆咚的;{road}整条路的路灯忽明忽暗，{when}干脆全灭了;{estate}门口有{few}盏路灯坏了{span}，老人出门摔过跤;路灯杆歪了，电线露在外面，{spot}那根最吓人
010102 井盖破损缺失|Broken or missing manhole cover|5|urban|hhc|{road}{spot}有个井盖不见了，只用树枝插着;{spot}的井盖一压就咣当响，{when}还有电动车差点翻进去;{estate}{building}楼下的污水井盖裂成了两半，孩子天天从旁边过
010103 人行道破损|Damaged pavement|4|street|hcs|{road}的人行道地砖翘起来好多块，下雨一踩一身水;{spot}的盲道断了一截，又被花坛占了;人行道塌了一个坑，围挡放了{span}没人来修
010104 道路积水|Flooded road|4|water-drain|hhc|一下雨{road}{spot}就成了河，水到小腿肚;{estate}门口排水口堵了，积水{span}都退不下去;下穿通道积水没人管，{when}有车熄火在里面
010105 下水道堵塞|Blocked sewer|6|water-drain|hhc|{estate}{building}的下水道往外冒脏水，臭得没法开窗;化粪池满了{span}，污水流到{spot};{road}的雨水篦子全被落叶和塑料袋堵死了
0102 市容环卫|City cleaning and order
010201 垃圾清运不及时|Rubbish not collected|7|street|cch|{estate}的垃圾桶满了{span}没人拉，苍蝇乱飞;{spot}堆了一大堆建筑垃圾，{span}了还在那里;垃圾房的门坏了，野猫把垃圾扒得到处都是
010202 占道经营|Street stalls blocking the way|8|urban-law|ccr|{road}{spot}全是摆摊的，人只能走机动车道;{when}起烧烤摊就把人行道占完了，油乎乎的;卖水果的三轮车天天堵在{estate}大门口，喇叭循环喊
010203 公共厕所管理|Public toilets|2|urban-clean|cs|{spot}的公厕{span}锁着门，急死人;公厕没有水也没有纸，地上脏得下不去脚;{road}一公里找不到一个公厕，建议增设
010204 违规广告牌|Illegal signs and posters|2|urban-law|cr|{spot}的楼道被小广告贴满了，电话打过去还骂人;{shop}的广告牌松动，风一吹哗哗响;{road}两边挂的横幅遮住了红绿灯
010205 道路保洁扬尘|Dirty roads|3|urban-clean|cs|{road}{span}没有洒水，车一过全是灰;渣土车掉了一路的泥，{when}到现在没人清;落叶扫成堆就不管了，风一刮白扫
0103 园林绿化|Parks and greenery
010301 树木修剪与倒伏|Trees to prune or fallen|4|urban-green|hhs|{estate}{building}前面的树长到五楼，屋里白天都要开灯;{when}刮大风，{spot}的树倒了压着电线;{road}的行道树枯死了{few}棵，怕砸到人
010302 绿化带毁坏|Damaged green strips|2|urban-green|cr|{estate}有人把公共绿地圈起来种菜，还浇粪;绿化带被车碾成了停车场，{span}没人制止;{spot}新栽的花被人成片挖走
010303 公园管理|Park upkeep|2|urban-green|csp|公园里的健步道坑坑洼洼，崴了脚;公园的长椅坏了{span}，老人走累了没地方坐;人工湖的水发绿发臭//{spot}的公园几点关门，晚上还能进去跑步吗
0104 物业管理|Property management
010401 物业服务差|Poor property service|9|housing-property|ccc|{estate}物业收了钱不办事，楼道{span}没打扫;{estate}的门禁坏了{span}，谁都能进，{when}还丢了电动车;物业保安就一个老大爷，晚上睡得喊不醒;跟物业报修{few}次，每次都说登记了
010402 物业收费争议|Property fee disputes|6|housing-property|cq|{estate}物业没跟业主商量就涨物业费，不交就不给办门禁;物业把水费按{money}的总表摊给我们，说不清楚怎么算的;空置房也要交全额物业费，讲不讲理//物业费一年不住能不能打折;物业费涨价要不要业主大会同意
010403 电梯故障困人|Lift faults|6|market-lift|hhc|{estate}{building}的电梯{span}里坏了{few}次，老人上不了楼;{when}电梯卡在中间，把孩子关在里面二十多分钟;电梯咯吱咯吱响，年检标志早过期了
010404 公共收益不公开|Undisclosed common income|2|housing-property|cr|{estate}电梯广告和停车的钱去哪了，从来没公示过;业委会账目{span}不公开，问就是还在整理
010405 小区车位管理|Parking in compounds|5|housing-property|cq|{estate}的地下车位只卖不租，地面又不让停;消防通道停满了车，{when}救护车都进不来;外面的车随便进，业主回家没地方停//车位产权证怎么办;小区里的人防车位租金谁来定
010406 高空抛物与漏水|Objects thrown down and leaks|4|street|chh|{estate}{building}楼上总往下扔烟头和饮料瓶;楼上卫生间漏水，我家天花板{span}都是湿的，楼上不让进门查;空调水直接滴在我家雨棚上，一夜嘀嗒到天亮
0105 住房保障|Housing
010501 不动产登记|Property registration|7|land|qqqc|{estate}交房{span}了还办不下来房产证;开发商把房子抵押了，我们几百户拿不到证//二手房过户要带哪些材料;父母的房子过户给子女怎么交税;房产证丢了怎么补办;夫妻之间加名字要不要重新评估
010502 公租房申请|Public rental housing|5|housing-fund|qqh|公租房排了{span}，号一动不动;配租的房子漏雨，报修没人来//公租房怎么申请，外地户口行不行;公租房的租金补贴什么时候发;收入超了一点点会不会被清退
010503 房屋质量维修|Defects of new homes|4|housing-quality|cch|{estate}新房墙面空鼓，敲着咚咚响，开发商一拖再拖;外墙保温层大片脱落，砸坏了{few}辆车;交房才{span}，窗户就漏雨，地板全泡了
010504 维修资金使用|Maintenance fund|2|housing-property|qc|屋顶漏水申请维修资金，跑了{few}趟还没批//动用维修资金要多少业主签字;老小区没有维修资金，修电梯的钱从哪里出
010505 老旧小区改造|Renewal of old estates|4|housing|qshc|{estate}改造到一半停工{span}，到处是沟;改造把一楼的院墙拆了，说好恢复又不恢复//老小区加装电梯补贴多少;我们{estate}什么时候能列入改造计划
0106 工程建设与违建|Building works and illegal building
010601 违法建设|Illegal structures|6|urban-law|crr|{estate}{building}顶楼在搭阳光房，{when}还在电焊;一楼住户把承重墙砸了开店，整栋楼都害怕;有人在{spot}占公共地方盖了间铁皮房出租
010602 工程停工烂尾|Stalled projects|3|housing|cch|{estate}二期停工{span}，首付和贷款都还着，房子没影;说好去年年底交房，现在塔吊都不动
010603 工地安全围挡|Site safety|2|housing-quality|rch|{road}工地的围挡倒了一片，钢筋朝外;工地塔吊从小学上空转过去，家长都提心吊胆
02 交通运输|Transport
0201 公共交通|Public transport
020101 公交线路站点|Bus routes and stops|6|transport-bus|ssqh|{bus}等了四十多分钟不来一趟，老人冻得直哆嗦;新建的{estate}几千人，一条公交都没有;{bus}改线不通知，{spot}站牌还挂着//{bus}末班车几点，还到不到{spot};去火车站坐几路车最方便
020102 公交服务|Bus service|4|transport-bus|ccp|{bus}司机不等人坐稳就开，老太太摔在车里;{bus}甩站，招手看都不看一眼;刷老年卡被司机大声数落;{bus}的司机师傅扶着老人上车，等坐好才走，要表扬
020103 候车亭站牌|Bus shelters|2|transport-bus|hs|{spot}的候车亭顶棚碎了，下雨没处躲;站牌上的字晒得看不见，老人问来问去
0202 出租与网约车|Taxis and ride hailing
020201 出租车拒载绕路|Taxi refusal and detours|4|transport-taxi|ccr|{when}在火车站打车，司机一听路近就不拉;出租车绕了一大圈，平时十五块收了我三十八;司机不打表，张口就要{money}
020202 网约车纠纷|Ride-hailing disputes|2|transport-taxi|cq|网约车半路把人放下，平台说正常完单;司机一边开车一边刷视频，提醒还不高兴//办网约车司机证要什么条件
0203 道路通行|Roads
020301 道路坑洼破损|Potholes|6|transport-road|hhc|{road}{spot}坑连着坑，骑车颠得手麻;修管道挖开的路面{span}没恢复，下雨全是泥汤;乡道上大货车把路压烂了，接孩子都绕着走
020302 交通拥堵|Congestion|4|police-traffic|cs|{school}放学那会儿{road}堵得水泄不通，一堵就是半小时;{spot}路口左转放行只有十几秒，过不了五辆车;建议{road}设潮汐车道
020303 标线护栏|Road markings and barriers|2|police-traffic|sh|{spot}的斑马线磨没了，车都不让人;护栏撞坏{span}，尖头朝着人行道
0204 停车与充电|Parking and charging
020401 停车收费争议|Parking fees|4|transport|cq|{spot}停车才十来分钟收了十块，说没有免费时间;路边划的车位扫码扣了两次钱，客服电话打不通//路边车位晚上收不收费;停车欠费通知是不是真的
020402 充电桩问题|Charging points|3|housing-property|csq|{estate}物业不让装充电桩，盖章推了{span};{spot}的充电桩坏了大半，手机上还显示空闲//个人安装充电桩找哪个部门备案
`

// Data: code and name | English | weight | unit | types | what people say // what people ask.
export const people = `
06 卫生健康与医保|Health and medical insurance
0601 医疗服务|Medical services
060101 挂号就诊|Appointments and visits|5|health|cqs|{hospital}的号一放就没，老人不会用手机，跑了{few}趟都没挂上;在{hospital}排队三个小时，看病三分钟;夜里发烧去{hospital}，说没有儿科医生//{hospital}周末看不看专家门诊;老人不会网上挂号怎么办
060102 医疗纠纷|Medical disputes|3|health|cch|在{hospital}做完手术反而更严重，找科室说正常;{hospital}病历不让复印，拖了{span}
060103 医疗收费|Medical charges|3|health|cq|{hospital}住院清单里有没做过的检查，问护士说不清楚;停车半天就在{hospital}花了四十//急诊观察的费用能不能报销
060104 献血计生|Blood and family planning|2|health|qq|//献血证能不能减免门诊费;三孩生育登记在哪里办;独生子女费还有没有
0602 医疗保障|Medical insurance
060201 异地就医报销|Treatment elsewhere|7|medicare|qqqc|外地看病垫了{money}，材料交了{span}没报下来//去省城看病要不要先备案;异地住院报多少;忘记备案了还能补吗;在外地的门诊能直接刷吗
060202 居民医保缴费|Residents' contributions|8|medicare|qqqq|//居民医保今年交多少，到什么时候截止;新生儿医保怎么上;全家的医保能不能一个人手机上交;错过缴费期还能补交吗
060203 生育津贴|Maternity allowance|4|medicare|qqc|生育津贴申请{span}了，{company}说没到账，医保说已经拨了//生育津贴怎么算;男方交的生育险老婆能报吗
060204 慢性病与药品|Chronic illness and medicines|3|medicare|qqs|//高血压慢病门诊怎么申请;医保定点药店能不能买降糖药;双通道药品是什么意思
0603 公共卫生|Public health
060301 疫苗接种|Vaccination|4|health|qqc|打疫苗排到{spot}，让明天再来//流感疫苗哪里能打，老人免费吗;孩子的二类疫苗断货了什么时候有;本子丢了怎么补
060302 病媒与控烟|Pests and smoking|2|health|crs|{estate}地下室蚊子成群，老鼠白天都跑;{shop}里抽烟没人管，带孩子吃饭一屋子烟
07 教育|Education
0701 入学转学|Enrolment
070101 义务教育入学|School enrolment|8|education|qqqc|{estate}划到三公里外的学校，家门口的{school}不让上;报名材料交了，{school}说学位满了//房产证是爷爷的名字能不能报{school};租房的孩子怎么上小学;几月几号开始网上报名;年龄差几天能不能上一年级
070102 转学插班|Changing schools|4|education|qqh|孩子转学办了{span}，两边学校互相推//外地转回来上初二要什么材料;学期中间能不能转学
070103 随迁子女入学|Migrant children|3|education|qq|//外来务工的孩子上学要居住证吗;居住证没满半年怎么办
0702 学校管理|Schools
070201 学校食堂|School canteens|4|education|ccr|{school}食堂的菜冷的，孩子天天喊饿;孩子说{school}食堂的肉有怪味，{few}个同学都没吃
070202 学校收费|School charges|4|education|ccr|{school}让家长自愿交空调费，不交就点名;{school}的校服一套{money}，洗一次就掉色
070203 课后服务作业|After-school care|3|education|csq|{school}晚自习到{when}，小学生哪受得了;课后服务就是坐着写作业，还收钱//课后服务不参加可以吗
070204 校园安全欺凌|Bullying and safety|2|education|chr|孩子在{school}被几个同学堵在厕所，老师说是闹着玩;{school}门口没有护学岗，{when}车特别多
0703 校外培训|Private tutoring
070301 培训机构退费|Tutoring refunds|5|education|ccc|{shop}收了一年学费{money}，上了{few}节课就人去楼空;{shop}说退费要走流程，走了{span}
070302 无证办学补课|Unlicensed tutoring|2|education|rr|{estate}{building}有老师在家补课，一间屋坐了二十多个孩子;{shop}没有牌子也没有证，晚上还上课
08 公安政法|Police and justice
0801 户政出入境|Households and passports
080101 落户迁移|Household registration|7|police-household|qqqq|//买了房子怎么落户;孩子出生多久内要上户口;户口从外地迁回来先去哪里开证明;大学毕业户口还能迁回农村吗
080102 身份证居住证|Identity and residence cards|7|police-household|qqqq|//身份证丢了急着坐车怎么办;居住证到期怎么签注;异地能不能补办身份证;老人卧床能上门照相吗
080103 护照通行证|Passports|3|police-household|qqq|//办护照要不要预约;通行证签注过期能在机器上办吗;孩子办护照父母都要到场吗
0802 交通管理|Traffic police
080201 车辆违停占道|Illegal parking|8|police-traffic|cchr|{road}{spot}两边停满了车，公交都过不去;有辆车{span}没动，把{estate}的出口堵了一半;消防通道上停着车，电话也不留
080202 信号灯配时|Traffic lights|4|police-traffic|hsc|{spot}路口的红绿灯{when}就灭了，车都抢着走;绿灯太短，老人走一半就红了
080203 电动车管理|Electric bikes|4|police-traffic|qcr|外卖电动车在人行道上飞，差点撞到我妈;{estate}楼道里停满电动车充电，说了不听//电动车上牌去哪里;没有合格证的旧电动车怎么办
080204 违章处理|Traffic fines|4|police-traffic|qqc|{road}的限速牌被树挡了，一条街拍了{few}次//外地违章在本地能处理吗;驾驶证快到期怎么换;扣分申诉走什么流程
0803 社会治安|Public order
080301 电信诈骗|Telecom fraud|4|police-security|qhr|接了个自称客服的电话，{when}被转走{money};天天收到贷款短信，是不是骗子//银行卡被冻结了找谁解
080302 养犬管理|Dogs|5|police-security|ccr|{estate}有人遛大狗不牵绳，把孩子扑倒了;{spot}一群流浪狗，{when}追着人咬;狗屎满地，踩了一脚
080303 治安纠纷|Disputes and order|3|police-security|hc|{spot}有人打牌赌钱，天天吵架;楼道里总有陌生人转悠，{when}还拧我家门把手
09 供水供电供气供热|Water, power, gas and heat
0901 供水|Water supply
090101 停水|Water cut|6|water-supply|hhhc|{estate}从{when}停水到现在，也没个通知;全楼没水，老人连口热饭都做不了;说检修停水两小时，结果{span}
090102 水压不足|Low water pressure|4|water-supply|hc|{estate}{building}五楼以上白天没水，半夜才滴答一点;水小得热水器都打不着火，{span}了
090103 水质异常|Water quality|5|water-supply|hhcc|{estate}的自来水是黄的，放了十几分钟还是浑的;烧出来的水一股漂白粉味，壶底一层白;{when}水里有黑渣子，过滤网一天就堵了;水有股土腥味，孩子喝了闹肚子
090104 水费与抄表|Water bills|4|water-supply|qqc|这个月水费{money}，就老两口住，哪用得了这么多;{span}没人上门抄表，一下子算了半年的//水费在哪里能交，过户怎么办;一户多人口怎么申请多人口水价
090105 水管爆裂|Burst mains|3|water-supply|hhh|{road}{spot}水管爆了，水喷了一层楼高;{estate}门口地面往外冒水，{when}开始的，越冒越大
0902 供电|Power supply
090201 停电|Power cuts|5|power|hhc|{estate}{when}突然停电，电梯都停了;这{span}停了{few}次电，冰箱里东西都坏了;下雨就跳闸，整个村黑灯
090202 电费与电表|Electricity bills|4|power|qqc|换了电表以后电费翻倍，{money}一个月//峰谷电价怎么开通;租房电费能不能按居民价交;电费交错户了怎么退
090203 电线安全隐患|Dangerous wires|3|power|hhr|{spot}的电线垂到伸手能摸到;电线杆斜了，下面就是{school}的后门;变压器{when}冒火花
0903 供气|Gas
090301 燃气异味|Smell of gas|3|urban-gas|hhh|{estate}{building}楼道里有煤气味，{when}越来越浓;家里燃气报警器响了，不敢开灯
090302 燃气报装维修|Gas connection and repair|4|urban-gas|qhc|燃气表没电打不着火，报修{span}没人来;{estate}入住{span}还没通气，天天点外卖//燃气过户要什么材料;改燃气管道找谁，多少钱一米
090303 燃气收费|Gas bills|2|urban-gas|qqc|燃气公司上门安检非让买他们的软管，{money}一根//阶梯气价怎么算;壁挂炉用户有没有优惠
0904 供热|Heating
090401 室温不达标|Rooms not warm enough|14|urban-heat|cchh|{estate}暖气不热，屋里只有{temp}，孩子写作业戴着手套;{building}家里{temp}，老人裹着被子坐一天;交了{money}取暖费，暖气片摸着冰凉;西边的房间{temp}，打了{few}次电话说循环呢
090402 供热管道漏水|Leaking heating pipes|5|urban-heat|hhc|{estate}{building}暖气管漏水，楼下天花板都泡了;{road}地面冒热气，路上全是热水;家里暖气阀门喷水，{when}找不到人关总阀
090403 供热收费与停热|Heating charges|7|urban-heat|qqqc|房子空着不住，供热公司说报停还要交三成//取暖费什么时候交，逾期有没有滞纳金;报停要提前多久;按面积收怎么把阳台也算了;低保户取暖补贴怎么领
090404 供热开通时间|Start of heating|4|urban-heat|qqcs|说十五号供暖，{estate}到今天阀门都没开;隔壁小区都热了{span}，我们还在试压//今年几号开始供暖;天冷了能不能提前供;新房第一年供暖要不要申请
`

// Data: code and name | English | weight | unit | types | what people say // what people ask.
export const trade = `
03 市场监管|Market regulation
0301 消费维权|Consumer rights
030101 预付卡退费|Refund of prepaid cards|9|market-consumer|cccr|在{shop}办了{money}的卡，才用{few}次就关门了，老板电话打不通;{shop}搬走了不退钱，群也解散了;教练说走就走，{shop}让我转卡还要收手续费;小孩的课只上了{few}节，{shop}说合同写了不退
030102 商品质量|Faulty goods|6|market-consumer|cch|在{shop}买的冰箱{span}就不制冷，推给厂家，厂家推给店;花{money}买的手机是翻新机，{shop}不认账;买的电动车电池鼓包，{shop}说是我充电方法不对
030103 网购纠纷|Online shopping disputes|5|market-consumer|ccq|网上买的羽绒服发来一件薄外套，店家把我拉黑了;直播间说假一赔十，真送去鉴定又说要厂家证明//网购的东西商家不退，归你们管还是归平台所在地管
030104 价格欺诈|Misleading prices|4|market-price|ccr|{shop}标价和结账不一样，少算的从来没有，多算的次次有;说是半价，先把原价改高了一倍;殡葬一条龙报价{money}，最后翻了一番
030105 装修家政服务|Decoration and home services|3|market-consumer|cch|{shop}收了{money}定金，工人{span}不见人影;月嫂干了{few}天就走，{shop}扣着中介费不退
0302 食品安全|Food safety
030201 餐饮卫生|Restaurant hygiene|6|market-food|ccr|{when}在{shop}吃饭，菜里吃出一只蟑螂，店家说送一盘就算了;{shop}后厨门口就在地上洗菜，旁边是垃圾桶;一家人在{shop}吃完都拉肚子，去{hospital}挂了水
030202 过期变质食品|Expired food|4|market-food|ccr|在{shop}买的牛奶过期{few}天了，还摆在最前面;{shop}的面包发霉，店员撕掉标签又放回去
030203 外卖食品问题|Takeaway food|3|market-food|cc|外卖里有一根钢丝，商家说是锅刷掉的;点的外卖没有封签，汤洒了一半，门店地址根本找不到
030204 无证餐饮|Unlicensed catering|2|market-food|rrc|{estate}{building}有人在家里做盒饭往外送，油烟直接排楼道;{spot}的早餐摊没有证，用的油黑得照见人
0303 证照与登记|Licences and registration
030301 营业执照办理|Business licences|9|market|qqqqc|网上提交的材料被退了{few}次，每次理由都不一样//开个小吃店要办哪些证;个体户营业执照怎么注销;公司换地址执照怎么变更;住宅能不能注册公司;执照年报忘了报怎么移出异常
030302 许可证办理|Permits|4|market-food|qqq|//食品经营许可证到期怎么换;小餐饮备案要不要现场核查;卖包子油条要健康证吗;第二类医疗器械备案要多久
0304 特种设备与计量|Special equipment and measures
030401 缺斤少两|Short weight|3|market-price|ccr|{spot}菜场卖鱼的秤有鬼，{few}斤回家一称少了半斤;{shop}的金首饰克数对不上，票上写的和称的不一样
030402 设备检验|Equipment inspection|1|market-lift|qr|{shop}的锅炉没有检验标志还在烧//叉车证在哪里考;电梯年检结果在哪查
04 生态环境|Environment
0401 噪声|Noise
040101 夜间施工噪声|Night construction noise|9|urban-law|ccch|{estate}旁边工地{when}还在打桩，整宿整宿睡不着;混凝土罐车半夜排队轰油门，倒车声滴滴滴不停;{when}工地切割钢筋的声音刺得人心慌，家里有高考的孩子;说有夜间施工证，证在哪从来没贴过
040102 商业娱乐噪声|Noise from shops and bars|6|police-security|cc|{estate}楼下的{shop}唱歌唱到凌晨，窗户关死都挡不住;{shop}门口的音响从早放到晚，就那两句;{spot}的夜宵摊猜拳吵架，{when}最凶
040103 广场舞噪声|Square dancing|4|street|ccs|{spot}广场舞三个队比谁音量大，孩子写不了作业;早上五点多就有人抽陀螺甩鞭子，啪啪响
040104 邻里生活噪声|Noise from neighbours|3|police-security|ch|楼上小孩天天跑跳拍球，{when}才消停;楼下养的狗半夜叫，说了{few}次不改
040105 工业设备噪声|Industrial noise|3|ecology-law|cc|{estate}地下室水泵嗡嗡响，低频的，床都在抖;{shop}的空调外机正对我家窗户，夏天根本不能开窗
0402 大气|Air
040201 油烟扰民|Cooking fumes|6|urban-law|ccc|{estate}底商{shop}的油烟管直接对着我家阳台，衣服晾出去一股羊肉味;{shop}的净化器是摆设，{when}油烟最大
040202 工地扬尘|Dust from sites|4|housing-quality|cch|{road}旁边的工地土堆不盖网，风一刮窗台一层灰;渣土车不盖篷布，一路撒
040203 工业废气异味|Industrial smells|5|ecology-law|ccr|{when}就闻到一股烧塑料的味道，从{company}那个方向飘来的;{company}喷漆不关门，附近的人头晕恶心;一到阴天就有刺鼻的酸味，{span}了
040204 焚烧垃圾秸秆|Burning of waste and straw|2|street|rc|地里烧秸秆，烟把{road}都罩住了，车开着大灯走;{spot}有人烧电线皮剥铜，黑烟滚滚
0403 水与土壤|Water and soil
040301 河道污染|Polluted rivers|4|ecology-law|crs|{spot}的河水变成酱油色，死鱼漂了一片;河边有个管子，{when}偷偷往外排白沫子水
040302 污水直排|Sewage discharge|3|water-drain|cr|洗车场的脏水直接流进雨水沟;养殖场的粪水往沟里放，{span}臭得不敢开门
05 劳动和社会保障|Labour and social security
0501 劳动关系|Labour relations
050101 拖欠工资|Unpaid wages|9|labour-law|hhhc|在{company}干了{span}，工资一分没见到，包工头说甲方没给钱;{company}倒闭了，还欠我们{few}个人的工资;离职{span}了，{company}扣着最后一个月工资不发;一起干活的{few}个老乡都等着这钱回家
050102 加班休假|Overtime and leave|4|labour-law|cqr|{company}天天加班到{when}，不给加班费，不干就走人;周末开会算自愿，请假就扣全勤//法定节假日加班工资怎么算;年假没休完离职给不给钱
050103 劳动合同|Labour contracts|4|labour-law|qqc|{company}干了{span}不签合同，出了事说不认识我;签的合同工资那栏是空的//试用期被辞退有没有补偿;合同到期公司不续签赔不赔
050104 工伤认定|Work injuries|3|labour-insurance|qqh|在{company}上班手被机器压了，老板不肯报工伤//工伤认定要多长时间;上班路上被撞算不算工伤;工伤鉴定去哪里做
0502 社会保险|Social insurance
050201 养老金待遇|Pensions|9|labour-insurance|qqqqh|退休手续办了{span}，养老金还没到账//差几年没交满十五年怎么办;养老金今年涨了多少;外地交的年限能不能转过来;人在外地怎么做资格认证
050202 社保缴费|Contributions|8|labour-insurance|qqqc|{company}给我报的基数比工资低一大截;{company}断缴了{few}个月，我看病都报不了//灵活就业社保怎么交;断缴了还能补吗;社保费在哪个软件上交
050203 社保卡业务|Social security cards|5|labour-insurance|qqq|//社保卡丢了怎么挂失补办;社保卡密码忘了在哪改;三代卡什么时候换;孩子的社保卡家长能代办吗
0503 就业创业|Jobs and start-ups
050301 失业保险金|Unemployment benefit|4|labour|qqq|//被裁了怎么领失业金;失业金能领几个月;领失业金的时候医保谁交
050302 就业补贴|Employment subsidies|4|labour|qqc|培训补贴申请交上去{span}没有消息//大学生毕业回来有没有补贴;创业贷款怎么申请;社保补贴一年能报几次
050303 职业资格证书|Skill certificates|3|labour|qq|//电工证去哪里报名考;技能补贴证书满一年还能不能领;证书在网上查不到怎么办
`

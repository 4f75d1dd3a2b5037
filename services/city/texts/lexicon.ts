// Data: the words from which a case's circumstances are made.
const list = (text: string): readonly string[] => text.split(' ')

export const spots = list(
  '菜市场门口 幼儿园旁边 十字路口 地下通道口 公交站后面 加油站对面 银行门口 老年活动室前 河边步道 天桥下面 快递站旁 药店门前 小学后门 停车场入口 桥头 拐角处 社区医院边上 理发店门口 便利店前 变电箱旁 篮球场边 垃圾房旁 派出所斜对面 文化广场 中学围墙外 老车站 苗圃旁 村口 祠堂前 水泵房旁',
)
export const fews = list('三 四 五 六 七 两 八 十几 好几 九')
export const schoolNames = list(
  '实验小学 第二小学 中心小学 第三中学 外国语学校 育才小学 第五中学 新华小学 附属幼儿园 第九中学 明德小学 向阳幼儿园',
)
export const hospitalNames = list('人民医院 中医院 妇幼保健院 第二医院 社区卫生服务中心 儿童医院 第三医院 口腔医院')
export const shopFirst = list(
  '佳和 悦来 鼎盛 小橙 星火 万家 丰禾 蓝鲸 阿福 众诚 优贝 云朵 老街坊 拾光 瑞丰 大自然 百汇 巧手 金桔 元气 芳邻 南瓜 七彩 好日子 顺意 清茗 格林 木棉 新禾 海棠',
)
const shopKinds: Readonly<Record<string, readonly string[]>> = {
  '03': list(
    '健身房 超市 美容院 家电城 火锅店 烘焙坊 洗车行 装饰公司 母婴店 手机店 面馆 游泳馆 家政公司 烧烤店 水果店',
  ),
  '04': list('KTV 烧烤店 酒吧 火锅店 洗浴中心 羊汤馆 台球厅 大排档 超市'),
  '07': list('艺术中心 英语学校 篮球俱乐部 托管班 钢琴房 编程学校 舞蹈学校'),
  '10': list('养老院 护理院 敬老中心'),
  '13': list('旅行社 国际旅行社 亲子游公司'),
}
export const shopKindsOf = (major: string): readonly string[] =>
  shopKinds[major] ?? list('超市 饭店 网吧 仓储店 洗浴中心 商场')
export const companyFirst = list('宏远 恒泽 泰和 天工 东升 锐捷达 海通源 博众 长信 立得 华禾 联创 明达 正方 鑫源 科瑞')
export const companyKinds = list(
  '建筑劳务公司 食品厂 物流公司 服装厂 电子厂 物业公司 置业公司 家具厂 塑料制品厂 包装厂 餐饮公司 电商公司 机械厂',
)
export const relatives = list(
  '老母亲 八十多岁的老人 刚满月的孩子 高三的孩子 坐轮椅的父亲 上小学的女儿 怀孕的儿媳 做完手术的爱人 两个孩子 腿脚不便的老伴 上夜班的儿子',
)
export const deskOf = list('物业 居委会 街道 网格员 开发商 社区 客服 派出所 城管 服务站 村干部 售后 前台')
export const cornerKinds = list('楼 里 巷 亭 市场 桥 院 坊 弄 渠 仓 码头 门 塘 坡 岗 湾 井')

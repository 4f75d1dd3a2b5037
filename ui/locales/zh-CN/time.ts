export const time = {
  left: { minutes: '还剩 {n} 分钟', hours: '还剩 {n} 小时', days: '还剩 {n} 天' },
  over: { minutes: '已超期 {n} 分钟', hours: '已超期 {n} 小时', days: '已超期 {n} 天' },
  ago: { now: '刚刚', minutes: '{n} 分钟前', hours: '{n} 小时前', days: '{n} 天前' },
  noLimit: '无时限',
  due: '{clock}：{at} 到期',
}

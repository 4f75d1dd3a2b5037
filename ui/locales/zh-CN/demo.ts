export const demo = {
  doors: '选一个人，进入他的一天',
  doorsNote: '演示城市，人物、电话与诉求均为虚构',
  others: '也可以是',
  orAccount: '用账号登录',
  enter: '以{name}身份进入',
  filling: '演示城市正在成形：{share}，已有 {cases} 件工单。现在就可以用。',
  progress: '演示城市的进度',
  tryThis: '试一试',
  dismiss: '知道了',
  guide: {
    register: '在“联系电话”中输入来电号码，看看是否有人已经反映过；写下诉求，按 Ctrl+Enter 登记。',
    workList: '列表按最近的时限排列。用 J、K 移动，Enter 打开，页面会说下一步做什么。',
    leader: '先看“正在变糟”，再点任何一个数字：公式、口径和每一件工单都在后面。换个统计时点，看看当时知道什么。',
    replay: '拖动时间轴或按播放，看工单在每一刻是什么样；再试着篡改副本，看核验怎么说。',
    history: '逐条看事件和哈希；下载证据包，改一个字再核验。',
  },
}

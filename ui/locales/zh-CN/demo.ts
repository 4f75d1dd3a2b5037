export const demo = {
  doors: '选一个人，进入他的一天',
  others: '也可以是',
  orAccount: '用账号登录',
  enter: '以{name}身份进入',
  filling: '演示城市正在成形：{share}，已有 {cases} 件工单。现在就可以用。',
  coming: '正在准备，演示城市长到那一天就有',
  progress: '演示城市的进度',
  about: '关于这座城市',
  synthetic: '演示城市：人物、电话与诉求均为虚构，不计入真实统计',
  training: '培训城市“{name}”：数据均为虚构，不计入真实统计；可放心练习',
  tryThis: '试一试',
  dismiss: '知道了',
  /** Without a keyboard, where the words for one would name keys. */
  guideTouch: {
    register: '输入来电号码，看看此人在办的工单；新诉求写下内容即可登记。',
    workList: '列表按最近的时限排列；点开一件，页面会说下一步做什么。',
  },
  guide: {
    register:
      '在“联系电话”中输入来电号码，按两次 Enter 选中在办的工单，再按 U 催办。新诉求：写下内容，按 Ctrl+Enter 登记；按 F2 当场答复。',
    workList: '列表按最近的时限排列。用 J、K 移动，Enter 打开，页面会说下一步做什么。',
    leader: '先看“正在变糟”，再点任何一个数字：公式、口径和每一件工单都在后面。换个统计时点，看看当时知道什么。',
    replay: '拖动时间轴或按播放，看工单在每一刻是什么样；再试着篡改副本，看核验怎么说。',
    case: '页面上方写着下一步轮到谁、做什么；办完一步，时间轴上会多出一条记录。',
    person: '这里是一个人的全部来电与工单；查看姓名或号码会留下记录。',
    search: '输入标题、地点、编号里的几个字试试，例如“路灯”。',
    leaderNumber: '这一页解释一个数字：公式、口径、拆分，以及它所含的每一件工单。',
    audit: '先核验整个日志，再按编号打开一件工单回放。',
    history: '逐条看事件和哈希；下载证据包，改一个字再核验。',
  },
}

/** Sentences that an agent reads out. */
export const say = {
  opening: '您在 {at} 反映的“{title}”，编号 {number}。',
  othersOpening: '这件事已有人反映，编号 {number}。',
  someUnit: '承办单位',
  dispatch: '目前正在确定承办单位。',
  sign: '已转{unit}，等待签收。',
  contact: '{unit}已经签收，会与您联系。',
  report: '{unit}正在办理。',
  'decide-return': '正在重新确定承办单位。',
  review: '{unit}已反馈办理结果，正在审核。',
  visit: '已经办理，我们会回访听取您的意见。',
  close: '已经办理，即将办结。',
  none: '已经办结。',
  unknown: '这是以前系统里的记录，办理结果没有记载。',
  due: '这一步的时限到 {at}。',
  overdue: '这一步已超过时限，我们会督促。',
  as: {
    urge: '已为您催办，承办单位会看到。',
    progress: '您可以随时凭编号查询。',
    supplement: '您补充的情况已转给承办单位。',
    withdrawal: '您的撤回申请已登记，将按流程办结。',
  },
}

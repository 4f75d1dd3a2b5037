import { Refusal, type Words } from './refusal.ts'

/** What each permission allows, in the words of whoever lacks it; `services/staff/permissions.ts` has the list. */
export const permissionWords: Readonly<Record<string, Words>> = {
  'contact.receive': { zh: '受理来电', en: 'receive contacts' },
  'case.register': { zh: '登记工单', en: 'register cases' },
  'case.answer': { zh: '直接答复', en: 'answer directly' },
  'case.dispatch': { zh: '派单', en: 'dispatch cases' },
  'case.sign': { zh: '签收工单', en: 'sign for cases' },
  'case.contact': { zh: '联系诉求人', en: 'contact citizens' },
  'case.report': { zh: '反馈办理结果', en: 'report results' },
  'case.note': { zh: '添加备注', en: 'add notes' },
  'case.request-return': { zh: '申请退单', en: 'request returns' },
  'case.decide-return': { zh: '审批退单', en: 'decide on returns' },
  'case.review': { zh: '审核办理结果', en: 'review reports' },
  'case.visit': { zh: '回访', en: 'make return visits' },
  'case.close': { zh: '办结工单', en: 'close cases' },
  'case.reopen': { zh: '重启工单', en: 'reopen cases' },
  'case.classify': { zh: '调整分类', en: 'reclassify cases' },
  'case.correct': { zh: '更正内容', en: 'correct cases' },
  'case.link': { zh: '登记再次来电', en: 'record further calls' },
  'case.view': { zh: '查看工单', en: 'view cases' },
  'case.view-protected': { zh: '查看保密工单', en: 'view protected cases' },
  'person.reveal': { zh: '查看诉求人信息', en: 'reveal who a citizen is' },
  'person.search': { zh: '查找诉求人', en: 'search for citizens' },
  'history.view': { zh: '查看历史与核验', en: 'view history and proof' },
  'evidence.export': { zh: '导出证据包', en: 'export evidence' },
  'access.view': { zh: '查看访问记录', en: 'see who looked at what' },
  'dictionary.edit': { zh: '维护单位、分类与规则', en: 'edit units, categories and rules' },
  'staff.manage': { zh: '管理账号', en: 'manage accounts' },
  'erasure.order': { zh: '提出删除个人信息', en: 'order an erasure' },
  'erasure.execute': { zh: '执行删除个人信息', en: 'carry out an erasure' },
  'import.run': { zh: '导入数据', en: 'import data' },
  'number.view': { zh: '查看工单编号', en: 'view case numbers' },
  'metrics.view': { zh: '查看统计', en: 'view statistics' },
}

const wordsOf = (permission: string): Words => permissionWords[permission] ?? { zh: permission, en: permission }

const refused = (permission: string, words: Words) =>
  new Refusal('not-permitted', words, { status: 403, details: { permission } })

/** Nothing that somebody holds allows this for the units concerned; which of the two it is, is not told. */
export function notPermitted(permission: string): Refusal {
  const { zh, en } = wordsOf(permission)
  return refused(permission, {
    zh: `您没有“${zh}”的权限，或该事项不在您的单位范围内。请联系管理员。`,
    en: `You lack the permission to ${en}, or to do so for the units concerned. Ask an administrator.`,
  })
}

/** The permission is not theirs for any unit. */
export function notPermittedAnywhere(permission: string): Refusal {
  const { zh, en } = wordsOf(permission)
  return refused(permission, {
    zh: `您没有“${zh}”的权限。请联系管理员。`,
    en: `You lack the permission to ${en}. Ask an administrator.`,
  })
}

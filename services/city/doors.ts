import type { City } from './life.ts'
import { situationsOf, type Situations } from './situations.ts'
import type { CityRole } from './staff.ts'

type Words = { readonly zh: string; readonly en: string }

/** A one-click sign-in of the demo. */
export type Door = {
  readonly login: string
  readonly role: CityRole
  /** One of the four big doors; the others stand below them. */
  readonly main: boolean
  /** Name of the role. */
  readonly name: Words
  /** What waits behind it. */
  readonly situation: Words
  /** Who it is. */
  readonly person: Words
  /** The case that it is about. */
  readonly caseId?: string
  /** The page on which the situation is found. */
  readonly path: string
  /** When on the city's clock the situation is there; while the city fills it may still be to come. */
  readonly at?: string
}

type Fixed = Omit<Door, 'person'>

type Told = Pick<Door, 'situation' | 'caseId' | 'path' | 'at'>

function agentsDoor({ agent: { number, caseId, at } }: Situations): Told {
  return {
    situation: {
      zh: `电话 ${number} 又打来了：之前的诉求还没有办结。输入号码试试。`,
      en: `${number} is calling again, and an earlier case is still open. Type the number.`,
    },
    caseId,
    path: '/register',
    at,
  }
}

const handlersDoor = ({ handler: { caseId, at } }: Situations): Told => ({
  situation: {
    zh: '自来水公司：一处水管爆裂，办理时限只剩不到四十分钟。',
    en: 'Water company: a main has burst, and less than forty minutes of the time limit are left.',
  },
  caseId,
  path: '/work-list',
  at,
})

function leadersDoor({ leader: [hotspot], leaderAt: at }: Situations): Told {
  const [zh, en] = hotspot
    ? [`：“${hotspot.zh}”从 ${hotspot.from} 起增多`, `: ${hotspot.en}, since ${hotspot.from}`]
    : ['', '']
  return {
    situation: {
      zh: `有个地方正在变糟${zh}。数字能点开到每一件工单。`,
      en: `Something is getting worse${en}. Every number opens into its cases.`,
    },
    path: '/leader',
    at,
  }
}

const auditorsDoor = ({ auditor: { caseId, at } }: Situations): Told => ({
  situation: {
    zh: '一件三次申请退单的争议工单：逐秒回放，或者试着篡改日志。',
    en: 'A return that was asked for three times: replay it second by second, or try to cheat the log.',
  },
  caseId,
  path: `/audit/cases/${caseId}`,
  at,
})

const four = (found: Situations): readonly Fixed[] => [
  { login: 'agent', role: 'agent', main: true, name: { zh: '话务员', en: 'Agent' }, ...agentsDoor(found) },
  { login: 'handler', role: 'handler', main: true, name: { zh: '承办人', en: 'Handler' }, ...handlersDoor(found) },
  { login: 'leader', role: 'leader', main: true, name: { zh: '领导', en: 'Leader' }, ...leadersDoor(found) },
  { login: 'auditor', role: 'auditor', main: true, name: { zh: '审计员', en: 'Auditor' }, ...auditorsDoor(found) },
]

const others: readonly Fixed[] = (
  [
    ['dispatcher', '派单员', 'Dispatcher', '待派工单与退单申请', 'Cases to dispatch, returns to decide', '/work-list'],
    ['reviewer', '审核员', 'Reviewer', '承办单位刚反馈的结果', 'Reports that units have just sent', '/work-list'],
    [
      'visitor',
      '回访员',
      'Return-visit clerk',
      '等待回访的诉求人',
      'Citizens who wait for a return visit',
      '/work-list',
    ],
    ['supervisor', '值班长', 'Supervisor', '超期与催办', 'What is overdue and urged', '/work-list?view=all'],
    [
      'administrator',
      '管理员',
      'Administrator',
      '账号、机构、分类与时限',
      'Accounts, units, categories and limits',
      '/admin',
    ],
  ] as const
).map(([role, zh, en, situation, situationEn, path]) => ({
  login: role === 'administrator' ? 'admin' : role,
  role,
  main: false,
  name: { zh, en },
  situation: { zh: situation, en: situationEn },
  path,
}))

/** The sign-in page's doors. @param present where the city's history ends: `presentOf(beganAt, days)` of runCity.ts */
export function doorsOf(city: City, present: string): readonly Door[] {
  return [...four(situationsOf(city, Date.parse(present))), ...others].map((door) => {
    const person = city.world.staff.find(({ login }) => login === door.login)
    return { ...door, person: { zh: person?.name ?? door.login, en: person?.nameEn ?? door.login } }
  })
}

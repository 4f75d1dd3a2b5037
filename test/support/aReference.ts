import type { Category, ClockName, Due, ReferenceData, Unit } from '../../services/kernel/reference.ts'

type Branch<Leaf> = readonly [
  code: string,
  name: string,
  nameEn: string,
  below: ReadonlyArray<Branch<Leaf>>,
  leaf?: Leaf,
]

/** A prefecture-level city in small: city, bureaus and districts, streets, communities. */
const city: Branch<'holds-others'> = [
  'city',
  '清河市',
  'Qinghe City',
  [
    ['hotline', '市12345热线中心', 'Hotline Centre', []],
    ['lighting', '市城管局', 'City Management Bureau', [['lamps', '市路灯管理所', 'Street Lights Office', []]]],
    ['water', '市水务局', 'Water Bureau', []],
    [
      'north',
      '北城区',
      'North District',
      [
        [
          'north-lake',
          '湖滨街道',
          'Lakeside Street',
          [
            ['north-lake-1', '柳园社区', 'Willow Garden Community', []],
            ['north-lake-2', '望湖社区', 'Lake View Community', []],
          ],
        ],
      ],
    ],
  ],
  'holds-others',
]

const tree: ReadonlyArray<Branch<never>> = [
  ['unclassified', '未分类', 'Unclassified', []],
  [
    'urban',
    '城乡建设',
    'Urban affairs',
    [
      ['urban-light', '市政设施', 'Facilities', [['urban-light-out', '路灯不亮', 'Street light out', []]]],
      ['urban-noise', '噪声污染', 'Noise', []],
    ],
  ],
  ['water-supply', '供水', 'Water supply', []],
]

function unitsBelow([code, name, nameEn, below, leaf]: Branch<'holds-others'>, above: readonly string[]): Unit[] {
  const path = [...above, code]
  const unit: Unit = {
    code,
    name,
    nameEn,
    parent: above.at(-1) ?? null,
    path,
    level: path.length,
    handlesCases: leaf !== 'holds-others',
    inForceFrom: '2020-01-01T00:00:00.000Z',
  }
  return [unit, ...below.flatMap((branch) => unitsBelow(branch, path))]
}

type Above = Pick<Category, 'path' | 'names'>

function categoriesBelow([code, name, nameEn, below]: Branch<never>, above: Above): Category[] {
  const path = [...above.path, code]
  const names = [...above.names, name]
  const parent = above.path.at(-1) ?? null
  const category: Category = { code, name, nameEn, parent, path, names, level: path.length, leaf: below.length === 0 }
  return [category, ...below.flatMap((branch) => categoriesBelow(branch, category))]
}

const hours: Readonly<Record<ClockName, number>> = {
  dispatch: 1,
  sign: 4,
  firstContact: 24,
  handle: 120,
  review: 8,
  visit: 24,
  returnWindow: 48,
}

/** Plain hours from the start, a tenth of them when critical: enough to see which clock ran from when. */
export function dueIn(clock: ClockName, urgency: string, startedAt: string): Due {
  const amount = urgency === 'critical' ? hours[clock] / 10 : hours[clock]
  const dueAt = new Date(Date.parse(startedAt) + amount * 3_600_000).toISOString()
  return {
    clock,
    ruleId: `${clock}-${urgency}`,
    policyVersion: 0,
    calendarVersion: 0,
    startedAt,
    amount,
    unit: 'hours',
    dueAt,
  }
}

const units = unitsBelow(city, [])
const categories = tree.flatMap((branch) => categoriesBelow(branch, { path: [], names: [] }))

export const aReference: ReferenceData = {
  versions: { organisation: 0, categories: 0, calendar: 0, policy: 0 },
  at: '2026-03-02T01:00:00.000Z',
  timeZone: 'Asia/Shanghai',
  unit: (code) => units.find((unit) => unit.code === code),
  units: () => units,
  isWithin: (unit, ancestor) => units.find(({ code }) => code === unit)?.path.includes(ancestor) ?? false,
  category: (code) => categories.find((category) => category.code === code),
  categories: () => categories,
  due: (clock, { urgency }, startedAt) => dueIn(clock, urgency, startedAt),
}

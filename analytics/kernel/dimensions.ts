import type { Params } from './clickhouse.ts'
import { bucketsOf, type BucketKind } from './periods.ts'
import { column, windows, windowSpans, within, type Scope, type Sense } from './scope.ts'

/** What numbers can be split by. `category2` is the second level; a shorter path counts at its own end. */
export const dimensionNames = [
  'category',
  'category1',
  'category2',
  'category3',
  'unit',
  'unit1',
  'unit2',
  'unit3',
  'intakeUnit',
  'district',
  'street',
  'community',
  'type',
  'urgency',
  'channel',
  'callerKind',
  'origin',
  'closureKind',
  'place',
  'hour',
  'day',
  'week',
  'month',
] as const
export type Dimension = (typeof dimensionNames)[number]

const level = (path: string, depth: number) => `${path}[least(${depth}, length(${path}))]`
const categoryPath = (sense: Sense) => (sense === 'now' ? 'category_path' : 'category_path_registered')

const plain: Readonly<Record<Exclude<Dimension, BucketKind>, (sense: Sense) => string>> = {
  category: (sense) => column('category', sense),
  category1: (sense) => level(categoryPath(sense), 1),
  category2: (sense) => level(categoryPath(sense), 2),
  category3: (sense) => level(categoryPath(sense), 3),
  unit: () => 'unit',
  // The root is every unit's first ancestor and says nothing.
  unit1: () => level('unit_path', 2),
  unit2: () => level('unit_path', 3),
  unit3: () => level('unit_path', 4),
  intakeUnit: () => 'intake_unit',
  district: (sense) => column('district', sense),
  street: (sense) => column('street', sense),
  community: (sense) => column('community', sense),
  type: (sense) => column('type', sense),
  urgency: (sense) => column('urgency', sense),
  channel: () => 'channel',
  callerKind: () => 'caller_kind',
  origin: () => 'origin',
  closureKind: () => 'closure_kind',
  /** `lon,lat`, rounded to about 100 m. */
  place: () => `concat(ifNull(toString(lon), ''), ',', ifNull(toString(lat), ''))`,
}

const isTime = (name: Dimension): name is BucketKind => ['hour', 'day', 'week', 'month'].includes(name)

/** The beginning of the bucket, in milliseconds; earlier windows' buckets fall on those of the period, first on first. */
function bucketSql(instant: string): string {
  const ms = `toUnixTimestamp64Milli(assumeNotNull(${instant}))`
  const aligned = (window: string) =>
    `arrayElement({buckets:Array(Int64)}, indexOf({buckets${window}:Array(Int64)}, roundDown(${ms}, {buckets${window}:Array(Int64)})))`
  const cases = windows.map((window) => `${within(instant, window)}, ${aligned(window)}`)
  return `multiIf(${cases.join(', ')}, 0)`
}

/** SQL of the key by which rows are split; `instant` is the column whose time is bucketed. */
export function dimensionSql(name: Dimension, sense: Sense, instant: string | undefined): string {
  if (!isTime(name)) return `toString(${plain[name](sense)})`
  return instant === undefined ? "''" : `toString(${bucketSql(instant)})`
}

/** Values for the placeholders of time dimensions. */
export function bucketParams(by: readonly Dimension[], scope: Scope): Params {
  const kind = by.find(isTime)
  if (kind === undefined) return {}
  const spans = windowSpans(scope)
  const all = windows.map((window) => [`buckets${window}`, bucketsOf(spans[window], kind, scope.zone)] as const)
  // ClickHouse wants at least one bound.
  return Object.fromEntries(all.map(([name, bounds]) => [name, bounds.length > 0 ? bounds : [0]]))
}

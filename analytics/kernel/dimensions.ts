import type { Params } from './clickhouse.ts'
import { bucketsOf, type BucketKind } from './periods.ts'
import { column, windows, windowSpans, type Scope, type Sense, type Window } from './scope.ts'

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
const categoryLevel = (depth: number) => (sense: Sense) =>
  sense === 'now' ? `category${depth}` : level('category_path_registered', depth)

const plain: Readonly<Record<Exclude<Dimension, BucketKind>, (sense: Sense) => string>> = {
  category: (sense) => column('category', sense),
  category1: categoryLevel(1),
  category2: categoryLevel(2),
  category3: categoryLevel(3),
  unit: () => 'unit',
  unit1: () => 'unit1',
  unit2: () => 'unit2',
  unit3: () => 'unit3',
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

export const isTime = (name: Dimension): name is BucketKind => ['hour', 'day', 'week', 'month'].includes(name)

/** SQL of the key by which rows are split; `instant` is the column whose time is bucketed, into the buckets of its window. */
export function dimensionSql(
  name: Dimension,
  { sense, instant, window }: { sense: Sense; instant: string | undefined; window: Window },
): string {
  if (!isTime(name)) return plain[name](sense)
  if (instant === undefined) return "''"
  return `toString(roundDown(toUnixTimestamp64Milli(assumeNotNull(${instant})), {buckets${window}:Array(Int64)}))`
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

/**
 * Buckets of an earlier window stand beside those of the period, first beside first; `0` has no counterpart.
 * `from` and `to` are placeholders' values of `bucketParams`.
 */
export function counterpart(bucket: string, from: readonly number[], to: readonly number[]): string {
  const index = from.indexOf(Number(bucket))
  return String((index < 0 ? undefined : to[index]) ?? 0)
}

import type { Actor } from './event.ts'
import type { EventStore } from './eventStore.ts'
import type { First, Loaded } from './loaded.ts'
import { Refusal } from './refusal.ts'

export type Answer = {
  readonly id: string
  readonly revision: bigint
  readonly position: bigint
  readonly events: readonly string[]
  readonly repeated: boolean
}

/** A person's keys are that person's own: what another has done was not done by whoever sends the same key. */
const isOthers = ({ by }: First, actor: Actor) => by !== undefined && actor.kind === 'person' && by !== actor.id

/** A key that was seen before: its first result, if sender and body are the same. @throws Refusal (422) where not */
export function repeated(id: string, first: First, fingerprint: string, actor: Actor): Answer {
  if (first.fingerprint !== fingerprint || isOthers(first, actor)) {
    throw new Refusal(
      'key-reused',
      {
        zh: '该 Idempotency-Key 已用于另一份内容。请为新的请求使用新的键。',
        en: 'This Idempotency-Key was used for another body. Use a new key for a new request.',
      },
      { status: 422, field: 'Idempotency-Key' },
    )
  }
  const { revision, position, types } = first
  return { id, revision, position, events: types, repeated: true }
}

export function nothingToDo(id: string, { tail, position }: Loaded<unknown>): Answer {
  return { id, revision: tail.revision === 'none' ? -1n : tail.revision, position, events: [], repeated: false }
}

/** The same for what is not there and what the sender must not see: nobody learns which. */
export const notThere = (id: string): Refusal =>
  new Refusal(
    'not-found',
    { zh: '没有找到该记录。请核对编号。', en: 'There is no such record. Check the number.' },
    { status: 404, details: { id } },
  )

/** What keeps a stream from being written to, whatever the command. */
export function refuseUnwritable(creates: boolean, loaded: Loaded<unknown>, id: string): void {
  if (loaded.unknown !== undefined) {
    throw new Refusal('not-understood', {
      zh: `该记录含有本版本不认识的事件（${loaded.unknown}），不能写入。请升级系统后再试。`,
      en: `This record holds an event that this version does not know (${loaded.unknown}). Upgrade before writing to it.`,
    })
  }
  const exists = loaded.tail.revision !== 'none'
  if (!creates && !exists) throw notThere(id)
  if (creates && exists) {
    throw new Refusal('already-exists', { zh: '该记录已经存在。', en: 'This record exists already.' })
  }
}

/** Says who did what since the revision that the sender had seen. */
export async function changedMeanwhile(
  store: EventStore,
  stream: string,
  expected: bigint,
  loaded: Loaded<unknown>,
): Promise<Refusal> {
  const { revision } = loaded.tail
  // A revision that is not there yet has nothing after it to tell of.
  const { events } =
    revision !== 'none' && expected < revision ? await store.read(stream, { from: expected + 1n }) : { events: [] }
  const changed = events.map(({ type, revision: at, metadataText }) => {
    const { actor, recordedAt } = JSON.parse(metadataText) as { actor: Actor; recordedAt: string }
    return { type, revision: at.toString(), by: actor.id, unit: actor.unit, recordedAt }
  })
  return new Refusal(
    'changed-meanwhile',
    {
      zh: '您打开之后，该工单已被他人更新。请查看变化后再提交。',
      en: 'Somebody changed this after you opened it. Look at what changed, then send again.',
    },
    { status: 412, details: { changed, revision: revision.toString() } },
  )
}

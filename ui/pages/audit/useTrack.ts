import { computed, ref, type Ref } from 'vue'

import { mergedLooks, momentsOf, type Lane } from './moments.ts'
import { statesOf, type AxisName, type Looks, type Replay } from './replay.ts'

/** Where we stand on the time line, and what the case was there. */
export function useTrack(replay: Ref<Replay | undefined>, looks: Ref<Looks | undefined>) {
  const axis = ref<AxisName>('known')
  const shown = ref<ReadonlySet<Lane>>(new Set<Lane>(['event', 'look', 'seal']))
  const merged = computed(() => (looks.value ? mergedLooks(looks.value) : []))
  const all = computed(() => (replay.value ? momentsOf(replay.value, merged.value, axis.value) : []))
  const moments = computed(() => all.value.filter(({ lane }) => shown.value.has(lane)))
  const states = computed(() => (replay.value ? statesOf(replay.value.axes[axis.value]) : []))

  /** The stop where we stand, by its key: it stays when others come or go. At first, the newest event. */
  const key = ref<string>()
  const place = computed(() => {
    const found = moments.value.findIndex((moment) => moment.key === key.value)
    return found >= 0 ? found : moments.value.findLastIndex(({ lane }) => lane === 'event')
  })
  const moment = computed(() => moments.value[place.value])
  const state = computed(() => states.value[(moment.value?.after ?? 0) - 1])
  /** The state at the stop before; undefined at the first. */
  const before = computed(() => states.value[(moments.value[place.value - 1]?.after ?? 0) - 1])

  const goTo = (n: number) => {
    key.value = moments.value[Math.min(Math.max(n, 0), moments.value.length - 1)]?.key
  }

  /** A lane that is put away keeps us at the nearest stop before; the last one stays. */
  function toggle(lane: Lane): void {
    const next = new Set(shown.value)
    if (!next.delete(lane)) next.add(lane)
    if (next.size === 0) return
    const here = all.value.findIndex((one) => one.key === moment.value?.key)
    const nearest = all.value.slice(0, here + 1).findLast((one) => next.has(one.lane))
    shown.value = next
    key.value = nearest?.key ?? moments.value[0]?.key
  }

  return { axis, shown, toggle, all, moments, place, moment, state, states, before, goTo }
}

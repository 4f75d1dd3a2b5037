import { computed, ref, shallowRef } from 'vue'

import { readCity, readDoors } from '../api/demo.ts'
import type { City, Door } from '../api/demo.ts'

const doors = shallowRef<readonly Door[]>()
const city = shallowRef<City>()
const isFilling = ref(false)
let asked: Promise<readonly Door[]> | undefined
const pause = 1_500

/** The doors of a demo; none on a real installation, nor where it cannot be asked. */
export function knownDoors(): Promise<readonly Door[]> {
  asked ??= readDoors().catch((): readonly Door[] => {
    asked = undefined
    return []
  })
  return asked.then((found) => (doors.value = found))
}

/** Follows the city until its year is there. */
async function watchCity(): Promise<void> {
  city.value = await readCity().catch(() => undefined)
  isFilling.value = city.value?.state === 'filling'
  if (isFilling.value) setTimeout(() => void watchCity(), pause)
}

let isWatched = false

/** False while the city fills and has not come to what waits behind the door. */
export const isReady = ({ at }: Door): boolean => !isFilling.value || at === undefined || (city.value?.at ?? '') >= at

export function useDemo() {
  if (!isWatched) {
    isWatched = true
    void knownDoors().then((found) => (found.length > 0 ? watchCity() : undefined))
  }
  return { doors, city, isFilling, isDemo: computed(() => (doors.value?.length ?? 0) > 0) }
}

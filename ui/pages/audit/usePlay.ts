import { onScopeDispose, ref, watch } from 'vue'

export const speeds = [1, 2, 4] as const
const stepMs = 1_400

/** Goes on by itself, step by step, until it is stopped or has arrived. */
export function usePlay(walk: { next(): boolean; rewind(): void }) {
  const isPlaying = ref(false)
  const speed = ref<(typeof speeds)[number]>(1)
  let timer: ReturnType<typeof setInterval> | undefined

  const stop = () => (isPlaying.value = false)
  const toggle = () => {
    if (!isPlaying.value) walk.rewind()
    isPlaying.value = !isPlaying.value
  }
  watch([isPlaying, speed], () => {
    clearInterval(timer)
    if (isPlaying.value) timer = setInterval(() => walk.next() || stop(), stepMs / speed.value)
  })
  onScopeDispose(() => clearInterval(timer))
  return { isPlaying, speed, toggle, stop }
}

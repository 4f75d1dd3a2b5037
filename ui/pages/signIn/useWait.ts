import { onScopeDispose, ref } from 'vue'

/** Counts down the seconds that the server asks for. */
export function useWait() {
  const seconds = ref(0)
  let timer: ReturnType<typeof setInterval> | undefined
  const stop = () => clearInterval(timer)
  onScopeDispose(stop)

  function wait(from: number) {
    stop()
    seconds.value = from
    timer = setInterval(() => {
      seconds.value -= 1
      if (seconds.value <= 0) stop()
    }, 1000)
  }
  return { seconds, wait }
}

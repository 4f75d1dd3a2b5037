export type Change = { readonly view: string; readonly id: string; readonly position: string }
export type Listener = {
  change(change: Change): void
  /** The feed came back after a gap: everything shown may be stale. */
  resumed(): void
  state(connected: boolean): void
}

const firstWait = 1_000
const longestWait = 20_000

/** One feed with reconnecting. Answers the function that ends it. */
function openFeed(listener: Listener): () => void {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait = firstWait
  let hadGap = false

  const connect = () => {
    source = new EventSource('/api/feed')
    source.addEventListener('open', () => {
      wait = firstWait
      listener.state(true)
      if (hadGap) listener.resumed()
      hadGap = false
    })
    source.addEventListener('change', (event) =>
      listener.change(JSON.parse((event as MessageEvent<string>).data) as Change),
    )
    // The server left something out, for a browser that was slow: everything shown may be stale.
    source.addEventListener('resync', () => listener.resumed())
    source.addEventListener('error', () => {
      hadGap = true
      listener.state(false)
      source?.close()
      timer = setTimeout(connect, wait)
      wait = Math.min(wait * 2, longestWait)
    })
  }
  connect()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}

type Told =
  | { kind: 'change'; change: Change }
  | { kind: 'resumed' }
  | { kind: 'state'; connected: boolean }
  | { kind: 'who' }

const telling = (listener: Listener, told: Told) => {
  if (told.kind === 'change') listener.change(told.change)
  if (told.kind === 'resumed') listener.resumed()
  if (told.kind === 'state') listener.state(told.connected)
}

/** Holds the browser's one feed while this tab has the lock, and tells the other tabs. */
function leadFeed(channel: BroadcastChannel, listener: Listener, signal: AbortSignal): Promise<void> {
  let connected = false
  const tell = (told: Told) => {
    telling(listener, told)
    channel.postMessage(told)
  }
  channel.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    if (data.kind === 'who') channel.postMessage({ kind: 'state', connected } satisfies Told)
  })
  const close = openFeed({
    change: (change) => tell({ kind: 'change', change }),
    resumed: () => tell({ kind: 'resumed' }),
    state: (now) => {
      connected = now
      tell({ kind: 'state', connected })
    },
  })
  return new Promise((resolve) =>
    signal.addEventListener('abort', () => {
      close()
      resolve()
    }),
  )
}

/** One feed per browser: browsers allow six connections to a server, and people open many tabs. */
export function listen(listener: Listener): () => void {
  if (!('locks' in navigator) || !('BroadcastChannel' in globalThis)) return openFeed(listener)
  const stop = new AbortController()
  const channel = new BroadcastChannel('minsheng-feed')
  channel.addEventListener('message', ({ data }: MessageEvent<Told>) => telling(listener, data))
  navigator.locks
    .request('minsheng-feed', { signal: stop.signal }, () => leadFeed(channel, listener, stop.signal))
    .catch(() => undefined)
  channel.postMessage({ kind: 'who' } satisfies Told)
  return () => {
    stop.abort()
    channel.close()
  }
}

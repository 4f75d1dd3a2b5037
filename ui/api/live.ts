export type Change = { readonly view: string; readonly id: string; readonly position: string }
export type Listener = {
  change(change: Change): void
  /** The feed came back after a gap: everything shown may be stale. */
  resumed(): void
  /** The account sees something else from now on, or the session has ended. */
  access(): void
  state(connected: boolean): void
}

const firstWait = 1_000
const longestWait = 20_000
/** The server is heard at least every 15 seconds; after this silence the line is dead, whatever the browser believes. */
const longestSilence = 40_000
const lookEvery = 5_000

/** One stream of the feed. Answers the function that ends it. */
function stream(listener: Listener, on: { readonly open: () => void; readonly lost: () => void }): () => void {
  const source = new EventSource('/api/feed')
  let heardAt = Date.now()
  const hear = (name: string, told: (event: Event) => void) =>
    source.addEventListener(name, (event) => {
      heardAt = Date.now()
      told(event)
    })
  const close = () => {
    clearInterval(watch)
    source.close()
  }
  const lost = () => {
    close()
    on.lost()
  }
  const watch = setInterval(() => Date.now() - heardAt > longestSilence && lost(), lookEvery)
  hear('open', on.open)
  hear('beat', () => undefined)
  hear('change', (event) => listener.change(JSON.parse((event as MessageEvent<string>).data) as Change))
  // The server left something out, for a browser that was slow: everything shown may be stale.
  hear('resync', () => listener.resumed())
  hear('access', () => listener.access())
  hear('end', () => listener.access())
  source.addEventListener('error', lost)
  return close
}

/** One feed with reconnecting. Answers the function that ends it. */
function openFeed(listener: Listener): () => void {
  let close: (() => void) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait = firstWait
  let hadGap = false

  const open = () => {
    wait = firstWait
    listener.state(true)
    if (hadGap) listener.resumed()
    hadGap = false
  }
  const lost = () => {
    close?.()
    close = undefined
    hadGap = true
    listener.state(false)
    clearTimeout(timer)
    timer = setTimeout(connect, wait)
    wait = Math.min(wait * 2, longestWait)
  }
  function connect() {
    clearTimeout(timer)
    close?.()
    close = stream(listener, { open, lost })
  }
  const ending = new AbortController()
  addEventListener('offline', lost, { signal: ending.signal })
  addEventListener('online', () => close ?? connect(), { signal: ending.signal })
  connect()
  return () => {
    ending.abort()
    clearTimeout(timer)
    close?.()
  }
}

type Told =
  | { kind: 'change'; change: Change }
  | { kind: 'resumed' }
  | { kind: 'access' }
  | { kind: 'state'; connected: boolean }
  | { kind: 'who' }

const telling = (listener: Listener, told: Told) => {
  if (told.kind === 'change') listener.change(told.change)
  if (told.kind === 'resumed') listener.resumed()
  if (told.kind === 'access') listener.access()
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
    access: () => tell({ kind: 'access' }),
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

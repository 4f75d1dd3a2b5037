import { startApi } from './api.ts'
/** The API process: commands, queries, live feed and the workspace's files. The one place that wires these rooms. */
import { connectEventStore } from './kernel/eventStoreDb.ts'
import { BadSetting, settingsFrom } from './settings.ts'
import { connectVault } from './vault/client.ts'

const hopeless = 78
const say = (level: string, message: string) =>
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, message })}\n`)

async function main(): Promise<void> {
  const settings = settingsFrom(process.env)
  const ending = new AbortController()
  const store = connectEventStore(settings.eventStoreUrl)
  const vault = connectVault(settings.vaultUrl)
  const readSide = { routes: () => {}, lags: () => ({}), reached: async () => true, close: async () => {} }
  const api = await startApi(settings, { store, vault, signal: ending.signal, say, readSide })
  const stop = () => {
    if (ending.signal.aborted) return
    ending.abort()
    void api.close().then(() => process.exit(0))
  }
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, stop)
  process.stdin.on('end', stop).resume()
  process.stdout.write(`${JSON.stringify({ ready: true, url: api.url, signIn: api.signIn })}\n`)
  // Following ends only when we end, or when this process's picture of the log cannot be kept up to date.
  await api.ended
  if (!ending.signal.aborted) throw new Error('the log could not be followed any further')
}

try {
  await main()
} catch (error) {
  say('error', error instanceof BadSetting ? error.message : ((error as Error).stack ?? String(error)))
  process.exit(error instanceof BadSetting ? hopeless : 1)
}

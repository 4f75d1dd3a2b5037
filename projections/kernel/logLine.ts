/** One JSON line on stderr; the process group keeps them. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, about?: Readonly<Record<string, unknown>>) => void

export const stderrLog: Log = (level, message, about = {}) => {
  const line = { at: new Date().toISOString(), level, process: 'projector', message, ...about }
  process.stderr.write(`${JSON.stringify(line)}\n`)
}

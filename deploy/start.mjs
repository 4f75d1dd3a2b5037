// `npm start`: installs and builds what is missing, then hands over to Node 24.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { buildUi, install, node, root } from './install.mjs'

install()
buildUi()

const group = spawn(node, [join(root, 'deploy', 'run.ts'), ...process.argv.slice(2)], {
  stdio: ['pipe', 'inherit', 'inherit'],
})
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => group.kill(signal))
group.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))

// npm itself may be killed without passing anything on: then the group must not live on as an orphan.
if (process.env.npm_lifecycle_event && process.platform === 'linux') {
  const parentOf = (pid) => {
    try {
      return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[1])
    } catch {
      return 0 // that process has gone
    }
  }
  const ancestors = () => [process.ppid, parentOf(process.ppid)].join()
  const shellBetween = /^(sh|dash|bash)$/.test(readFileSync(`/proc/${process.ppid}/comm`, 'utf8').trim())
  const before = shellBetween ? ancestors() : String(process.ppid)
  setInterval(() => (shellBetween ? ancestors() : String(process.ppid)) === before || group.stdin.end(), 500).unref()
}

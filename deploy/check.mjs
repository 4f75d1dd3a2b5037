// `npm run check`: format, lint, types, borders, dead code, unit tests; says which part failed.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { install, root } from './install.mjs'

install()
const bin = join(root, 'node_modules', '.bin')
const rooms = ['services', 'projections', 'analytics', 'telephony', 'ui', 'test', 'deploy'].filter((room) =>
  existsSync(join(root, room)),
)
const steps = [
  ['format', 'oxfmt', '--check', '.'],
  ['lint', 'oxlint', '--type-aware', ...rooms],
  ['types', 'tsc', '-p', '.'],
  ['types of the workspace', 'vue-tsc', '-p', 'ui', '--noEmit'],
  ['borders', 'depcruise', ...rooms],
  ['dead code', 'knip'],
  ['unit tests', 'vitest', 'run', '--project', 'unit'],
]
const only = process.argv.slice(2)
const failed = []
for (const [name, program, ...args] of steps) {
  if (only.length > 0 && !only.includes(name)) continue
  const started = Date.now()
  const done = spawnSync(join(bin, program), args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
  })
  const verdict = done.status === 0 ? 'ok' : 'FAILED'
  console.log(`${verdict}  ${name}  (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  if (done.status !== 0) failed.push(name)
}
if (failed.length > 0) {
  console.error(`check failed: ${failed.join(', ')}`)
  process.exit(1)
}

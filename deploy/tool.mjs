// Runs one of the project's programs on Node 24, after installing what is missing: `node deploy/tool.mjs deploy/verify.ts …`.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { install, node, root } from './install.mjs'

install()
const [program, ...args] = process.argv.slice(2)
const bin = join(root, 'node_modules', '.bin', program)
const command = existsSync(bin) ? [bin] : [node, program.includes('/') ? join(root, program) : program]
const env = { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}` }
// npm changes into the package's folder; what a person names stands relative to where they were.
const cwd = process.env.INIT_CWD ?? process.cwd()
const done = spawnSync(command[0], [...command.slice(1), ...args], {
  stdio: 'inherit',
  env,
  cwd: existsSync(bin) ? root : cwd,
})
process.exit(done.status ?? 1)

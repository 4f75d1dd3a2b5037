// `npm test`: installs and builds what is missing, then runs every test on Node 24.
import { spawn } from 'node:child_process'
import { join } from 'node:path'

import { buildUi, install, node, root } from './install.mjs'

install()
buildUi()

const env = { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}` }
const args = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...process.argv.slice(2)]
const tests = spawn(node, args, { cwd: root, stdio: 'inherit', env })
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => tests.kill(signal))
tests.on('exit', (code) => process.exit(code ?? 1))

// Runs on whatever Node the machine has (20 or newer): brings what is missing, so that everything else runs on Node 24.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const cache = join(root, 'node_modules', '.cache', 'minsheng')
export const node = join(root, 'node_modules', '.bin', 'node')

const hashOf = (...texts) => createHash('sha256').update(texts.join('\n')).digest('hex')
const say = (line) => process.stderr.write(`${line}\n`)

function stampIs(name, wanted) {
  const file = join(cache, name)
  return existsSync(file) && readFileSync(file, 'utf8') === wanted
}

function stamp(name, value) {
  mkdirSync(cache, { recursive: true })
  writeFileSync(join(cache, name), value)
}

/** Installs the pinned packages when package-lock.json is not what was installed last. */
export function install() {
  const wanted = hashOf(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  if (existsSync(node) && stampIs('installed', wanted)) return
  say('民声 Minsheng: installing packages (once, about a minute)…')
  const args = [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--include=dev',
    '--include=optional',
  ]
  const done = spawnSync('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' })
  if (done.status !== 0 || !existsSync(node)) {
    say(done.stderr)
    say('The packages could not be installed. Check the network and the npm registry setting, then start again.')
    process.exit(1)
  }
  stamp('installed', hashOf(readFileSync(join(root, 'package-lock.json'), 'utf8')))
}

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'dist' || entry.name === 'node_modules') continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path)
    else yield path
  }
}

/** Builds the workspace with Vite when one of its sources has changed. */
export function buildUi() {
  const sources = [...filesBelow(join(root, 'ui'))].sort((a, b) => (a < b ? -1 : 1))
  const wanted = hashOf(
    ...sources.map((path) => `${path.slice(root.length)} ${statSync(path).size} ${hashOf(readFileSync(path, 'utf8'))}`),
  )
  if (existsSync(join(root, 'ui', 'dist', 'index.html')) && stampIs('ui', wanted)) return
  say('民声 Minsheng: building the workspace…')
  try {
    execFileSync(node, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', 'ui', '--logLevel', 'warn'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  } catch {
    say('The workspace could not be built; the message above says why.')
    process.exit(1)
  }
  stamp('ui', wanted)
}

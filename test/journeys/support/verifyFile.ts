import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..', '..', '..')

/** The exit code and the words of `npm run verify -- FILE`. */
export async function verifyFile(file: string): Promise<{ code: number; words: string }> {
  return run(process.execPath, [join(root, 'deploy', 'verify.ts'), file]).then(
    ({ stdout }) => ({ code: 0, words: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      words: error.stdout + error.stderr,
    }),
  )
}

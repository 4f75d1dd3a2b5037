import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

import type { Plugin } from 'vite'

const worthIt = 1_024
const text = /\.(css|html|js|json|map|svg)$/
/** The last step of quality costs four times as much time as all before it, for two hundredths of the bytes. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 22 } }

/** Lays `x.js.br` and `x.js.gz` beside each built `x.js`, so that the server compresses nothing while people wait. */
export function precompressed(): Plugin {
  return {
    name: 'precompressed',
    apply: 'build',
    writeBundle({ dir = '' }) {
      for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (!text.test(name)) continue
        const bytes = readFileSync(join(dir, name))
        if (bytes.length < worthIt) continue
        writeFileSync(join(dir, `${name}.br`), brotliCompressSync(bytes, brotli))
        writeFileSync(join(dir, `${name}.gz`), gzipSync(bytes, { level: 9 }))
      }
    },
  }
}

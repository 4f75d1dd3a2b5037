import type { IncomingMessage } from 'node:http'

/** Whoever sends more, or more slowly, than this is not waited for. */
const most = { bytes: 32_000_000, ms: 5_000 }

/**
 * Takes what is still coming in of a request that is refused, and throws it away. A connection that is closed on a sender
 * who is still sending is reset, and then the sender never reads why.
 */
export function drained(request: IncomingMessage, { bytes, ms } = most): Promise<void> {
  if (request.complete || request.readableEnded || request.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    let left = bytes
    const take = (chunk: Buffer) => {
      left -= chunk.length
      if (left < 0) done()
    }
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      request.off('data', take).off('end', done).off('close', done)
      resolve()
    }
    request.on('data', take).on('end', done).on('close', done)
    request.resume()
  })
}

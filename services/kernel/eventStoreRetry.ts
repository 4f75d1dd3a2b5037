import { setTimeout as wait } from 'node:timers/promises'

/** The log did not answer for as long as the caller was willing to wait. What was sent may or may not be written. */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable'
}

/** The server did not answer in time; whether it wrote is not known. */
export class LogTimeout extends Error {
  override readonly name = 'LogTimeout'
}

/** The server answered that it does not know, or cannot say, what became of an append. */
export class UnclearAnswer extends Error {
  override readonly name = 'UnclearAnswer'
}

/**
 * gRPC codes after which nobody knows whether an append was written: cancelled, deadline exceeded, internal
 * (RST_STREAM of a server going down), unavailable, and unknown, which is how the real server words the rest.
 */
const unclearCodes: ReadonlySet<unknown> = new Set([1, 2, 4, 10, 13, 14])

/** The one list of errors that mean "unknown outcome": repeat with the same ids at the same revision. */
export function isUnclear(error: unknown): boolean {
  if (error instanceof LogTimeout || error instanceof UnclearAnswer) return true
  return isNotLeader(error) || unclearCodes.has(codeOf(error))
}

/** A read has no outcome, but code 2 is then a real answer ("invalid position") and repeating it would not end. */
export const isUnreachable = (error: unknown): boolean => isUnclear(error) && codeOf(error) !== 2

export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

function isNotLeader(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('type' in error && error.type === 'not-leader') return true
  const metadata =
    'metadata' in error ? (error.metadata as { get?: (key: string) => unknown[] } | undefined) : undefined
  return metadata?.get?.('exception')[0] === 'not-leader'
}

const firstWaitMs = 10
const longestWaitMs = 1_000

/** Waits a little longer each time, so that a dead server is not stormed and a restarting one is met at once. */
export class Backoff {
  private waitMs = firstWaitMs

  reset(): void {
    this.waitMs = firstWaitMs
  }

  async pause(signal?: AbortSignal): Promise<void> {
    const ms = this.waitMs * (0.5 + Math.random() / 2)
    this.waitMs = Math.min(this.waitMs * 2, longestWaitMs)
    try {
      await wait(ms, undefined, signal === undefined ? {} : { signal })
    } catch (error) {
      if (signal?.aborted !== true) throw error
    }
  }
}

/** A promise that fails when nothing has come for `ms`. */
export async function within<Value>(ms: number, what: string, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LogTimeout(`The event log did not ${what} within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

import type { Vault } from '../../services/kernel/vault.ts'
import type { Generations } from './generations.ts'
import type { Log } from './logLine.ts'
import type { AnyProjection } from './projection.ts'
import { ProjectionFile } from './projectionFile.ts'
import { isUsable } from './standing.ts'

/** True where the bytes of a file are not, or no longer, those of a database. */
export const isCorrupt = (error: unknown): boolean =>
  /^SQLITE_(CORRUPT|NOTADB|FORMAT|IOERR_SHORT_READ)/.test((error as { code?: string }).code ?? '')

/** A disk or somebody's hand has damaged the rows of one projection. */
export class CorruptRows extends Error {
  override readonly name = 'CorruptRows'
  readonly file: ProjectionFile

  constructor(file: ProjectionFile, cause: unknown) {
    super(`${file.file} is damaged: ${(cause as Error).message}`, { cause })
    this.file = file
  }
}

/** The same error, saying whose rows it concerns where they are damaged. */
export const blaming = (file: ProjectionFile, error: unknown): unknown =>
  isCorrupt(error) ? new CorruptRows(file, error) : error

type Damaged = { readonly projection: AnyProjection; readonly file: string }

/**
 * Nobody reads the file any more; it is kept beside until its rows have been made again from the log. The projector
 * itself begins anew: the other rows are whole in their files, and go on while these are filled.
 */
export function setAside({ projection: { name }, file }: Damaged, why: unknown, generations: Generations, log: Log) {
  const aside = generations.setAside(name, file)
  const message = 'the rows of a view are damaged; they are set aside and made again from the log'
  log('error', message, { projection: name, file: aside, why: (why as Error).message })
}

type Reading = { readonly vault: Pick<Vault, 'getKeys' | 'secret'>; readonly log: Log }

/** The current file of a projection where this release can go on with it. One that is damaged is set aside. */
export function openUsable(
  projection: AnyProjection,
  { vault, log }: Reading,
  generations: Generations,
): ProjectionFile | undefined {
  generations.sweep(projection.name)
  const file = generations.current(projection.name)
  if (!file) return undefined
  try {
    return isUsable(file, projection) ? new ProjectionFile(projection, file, vault) : undefined
  } catch (error) {
    if (!isCorrupt(error)) throw error
    setAside({ projection, file }, error, generations, log)
    return undefined
  }
}

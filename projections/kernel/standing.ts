import { knows, schemaPrint } from './fileSchema.ts'
import type { AnyProjection } from './projection.ts'
import type { ProjectionFile } from './projectionFile.ts'
import { openForReading } from './sqlite.ts'

export function highest(files: readonly ProjectionFile[]): bigint | undefined {
  let most: bigint | undefined
  for (const { position } of files)
    if (position !== undefined && (most === undefined || position > most)) most = position
  return most
}

/**
 * False where this release has another schema or fold, or has learnt an event type that was put aside.
 * @throws what the driver throws for a file that is damaged
 */
export function isUsable(file: string, projection: AnyProjection): boolean {
  const database = openForReading(file)
  try {
    const meta = database.prepare('SELECT value FROM meta WHERE name = ?').pluck()
    if (meta.get('schema') !== schemaPrint(projection)) return false
    if (meta.get('version') !== String(projection.version)) return false
    const aside = database.prepare('SELECT DISTINCT type, version FROM unknown').all() as {
      type: string
      version: number
    }[]
    return !aside.some(({ type, version }) => knows(projection.catalogue, type, version))
  } catch (error) {
    // No such tables: a projector died while it made this file.
    if ((error as { code?: string }).code === 'SQLITE_ERROR') return false
    throw error
  } finally {
    database.close()
  }
}

import type { Generations } from './generations.ts'
import type { Log } from './logLine.ts'
import type { ProjectionFile } from './projectionFile.ts'
import { isUsable } from './standing.ts'
import { compareDigests, snapshotPair } from './swapProof.ts'

type Stage = { readonly members: ProjectionFile[]; readonly generations: Generations; readonly log: Log }

/** Closes the file that `fresh` replaces; what both hold is compared afterwards, on snapshots of this moment. */
function dismiss(old: ProjectionFile, fresh: ProjectionFile, { members, log }: Stage): Promise<void> {
  const pair = isUsable(old.file, fresh.projection) ? snapshotPair(old, fresh) : undefined
  members.splice(members.indexOf(old), 1)
  old.close()
  return pair ? compareDigests(pair, fresh.projection, log).then((proved) => fresh.certify(proved)) : Promise.resolve()
}

/** Once old and new stand at the same place in the log readers get the new one; undefined before that. */
export function swapWhenLevel(fresh: ProjectionFile, stage: Stage): { old?: string; proof: Promise<void> } | undefined {
  const { name } = fresh.projection
  const old = stage.members.find((file) => file !== fresh && file.projection.name === name)
  if (old && old.position !== fresh.position) return undefined
  const proof = old ? dismiss(old, fresh, stage) : Promise.resolve()
  const before = stage.generations.current(name)
  stage.generations.pointTo(name, fresh.file)
  return before === undefined || before === fresh.file ? { proof } : { old: before, proof }
}

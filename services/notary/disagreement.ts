import { CheckpointBeyondLog } from '../kernel/eventStore.ts'
import type { Words } from '../kernel/refusal.ts'
import { sealStream, type Seal } from './events.ts'

/** Something is wrong with log or seals: from here on nothing is sealed until people have looked. */
export class Disagreement extends Error {
  override readonly name = 'Disagreement'
  readonly words: Words

  constructor(zh: string, en: string) {
    super(en)
    this.words = { zh, en }
  }
}

export function otherKey(folder: string): Disagreement {
  return new Disagreement(
    `保险库的签名密钥与 ${folder}/public-key.pem 不同。请恢复正确的保险库备份，或在核实后移走该文件。`,
    `The vault's signing key is not the one in ${folder}/public-key.pem. Restore the right vault, or move that file away once you know why.`,
  )
}

export const badFile = (error: Error) =>
  new Disagreement(`封存文件无法使用：${error.message}。`, `The file of seals cannot be used: ${error.message}.`)

export function noSeal(revision: bigint): Disagreement {
  return new Disagreement(
    `${sealStream} 的第 ${revision} 个事件不是封存。请运行 npm run verify。`,
    `Event ${revision} of ${sealStream} is no seal. Run npm run verify.`,
  )
}

export function fileAhead(inFile: Seal, inLog: Seal | undefined): Disagreement {
  const { number } = inFile
  if (inLog) {
    return new Disagreement(
      `第 ${number} 号封存在日志与封存文件中不同。已停止封存，请运行 npm run verify。`,
      `Seal ${number} is one thing in the log and another in the file of seals. Nothing more is sealed; run npm run verify.`,
    )
  }
  return new Disagreement(
    `封存文件中有第 ${number} 号封存，日志中却没有：日志被截断或恢复了旧备份。已停止封存，请运行 npm run verify；若确是恢复备份，请将封存文件移到别处保存。`,
    `The file of seals has seal ${number}, the log does not: the log was cut or an old backup restored. Nothing more is sealed; run npm run verify. If a backup was restored on purpose, keep the file of seals elsewhere.`,
  )
}

export function logChanged(last: Seal | undefined): Disagreement {
  return new Disagreement(
    `日志内容与第 ${last?.number} 号封存不符。已停止封存，请运行 npm run verify。`,
    `The log is not what seal ${last?.number} says. Nothing more is sealed; run npm run verify.`,
  )
}

/** A log that is shorter than what was read of it is a disagreement too. */
export function explained(cause: unknown): unknown {
  if (!(cause instanceof CheckpointBeyondLog)) return cause
  return new Disagreement(
    '日志比公证所读过的短：日志被截断或恢复了旧备份。已停止封存，请运行 npm run verify。',
    'The log is shorter than what the notary has read: it was cut or an old backup restored. Nothing more is sealed; run npm run verify.',
  )
}

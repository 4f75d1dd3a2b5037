import type { HashAlgorithm } from './proof.ts'

/** What every event of a log carries in its proof: whose log it is. Read once at start from `installation-main`. */
export type Installation = {
  readonly id: string
  readonly kind: 'demo' | 'real'
  readonly timeZone: string
  readonly hashAlg: HashAlgorithm
}

export const installationStream = 'installation-main'

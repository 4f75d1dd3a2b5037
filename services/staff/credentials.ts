import { randomUUID } from 'node:crypto'

import type { Vault } from '../kernel/vault.ts'
import { hashPassword, verifyPassword, weakness } from './passwords.ts'

type Owner = { readonly id: string; readonly login: string; readonly name: string }
type Credentials = Pick<Vault, 'putCredential' | 'getCredential'>

const ownerOf = (account: string) => `password:${account}`

/** Compared against where there is nothing to compare against, so that an unknown login takes as long as a known one. */
const nobody = randomUUID()
const nobodysHash = hashPassword(randomUUID())

/** @throws Refusal (400) for a weak password */
export async function setPassword(vault: Credentials, account: Owner, password: string): Promise<void> {
  refuseWeak(account, password)
  await vault.putCredential(ownerOf(account.id), await hashPassword(password))
}

export function refuseWeak(account: Owner, password: string): void {
  const refusal = weakness(password, account)
  if (refusal) throw refusal
}

/** True only for an account that has this password. */
export async function hasPassword(vault: Credentials, account: Owner | undefined, password: string): Promise<boolean> {
  const known = await vault.getCredential(ownerOf(account?.id ?? nobody))
  const matches = await verifyPassword(known ?? (await nobodysHash), password)
  return matches && known !== undefined && account !== undefined
}

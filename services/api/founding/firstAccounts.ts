import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { rootUnit } from '../../dictionaries/events.ts'
import type { CommandRoom } from '../../kernel/commandRoutes.ts'
import type { Actor } from '../../kernel/event.ts'
import { createdId, type Asked, type Handler, type Ledger } from '../../kernel/handle.ts'
import type { Accounts } from '../../staff/accounts.ts'
import { setPassword } from '../../staff/credentials.ts'

const founder: Actor = { kind: 'automation', id: 'set-up', role: 'administrator', unit: rootUnit }

type First = {
  readonly ledger: Ledger
  readonly handler: Handler
  readonly rooms: readonly CommandRoom[]
  readonly accounts: Accounts
}

function asked(name: string, id: string, input: object, commandId: string): Asked {
  const now = new Date().toISOString()
  return { name: `staff.${name}`, id, input, commandId, origin: 'live', now, authorise: () => founder }
}

/**
 * The account with which a new installation is signed in to: an administrator whose password stands in a file that
 * only the machine's user can read, until it is changed.
 */
export async function firstAdministrator(
  { ledger, handler, rooms, accounts }: First,
  dataDir: string,
): Promise<readonly string[]> {
  const file = join(dataDir, 'first-sign-in.txt')
  const staff = rooms.find(({ path }) => path === 'staff')
  if (!staff) throw new Error('there is no room for staff')
  const login = 'admin'
  if (accounts.all().length === 0) {
    const id = createdId(ledger.installation, 'staff', founder.id, 'first-administrator')
    const run = async (step: number, name: string, input: object) => {
      const command = staff.commands[name]
      if (!command) throw new Error(`there is no command ${name}`)
      const asking = asked(name, id, input, `first-administrator-${step}`)
      const reserve = () => staff.reserve?.(name, asking) ?? Promise.resolve()
      const { position } = await handler.handle({ aggregate: staff.aggregate, command }, { ...asking, reserve })
      await staff.settled?.(position)
    }
    const password = randomBytes(12).toString('base64url')
    await setPassword(ledger.vault, { id, login, name: 'Administrator' }, password)
    // On disk before the account exists: a crash in between must not leave an account that nobody can enter.
    writeFileSync(file, `${login} ${password}\n`, { mode: 0o600 })
    await run(1, 'openAccount', { login, name: '系统管理员', unit: rootUnit })
    await run(2, 'grantRole', { role: 'administrator', unit: rootUnit })
    await run(3, 'grantRole', { role: 'supervisor', unit: rootUnit })
  }
  if (!existsSync(file)) return []
  const [, password] = readFileSync(file, 'utf8').trim().split(' ')
  return [`${login} / ${password}   (${file}; change it after the first sign-in)`]
}

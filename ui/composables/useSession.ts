import { computed, readonly, shallowRef } from 'vue'

import { openDoor } from '../api/demo.ts'
import { asProblem } from '../api/problem.ts'
import { onSignedOut } from '../api/request.ts'
import { endSession, openSession, readSession } from '../api/session.ts'
import type { Account, Session } from '../api/types.ts'
import { showTimesIn } from '../format/zone.ts'

const account = shallowRef<Account | undefined>()
/** True when the server ended the session under the user's hands: the sign-in page then says so. */
const expired = shallowRef(false)
let asked: Promise<void> | undefined

onSignedOut(() => {
  if (account.value) expired.value = true
  account.value = undefined
})

/** The zone comes before the account: pages open as soon as somebody is known. */
function begin(session: Session): void {
  showTimesIn(session.timeZone)
  account.value = session.account
}

async function load(): Promise<void> {
  try {
    begin(await readSession())
  } catch (error) {
    const problem = asProblem(error)
    if (problem.status !== 401) throw problem
  }
}

/** Who is signed in; asks the server once per page load. */
async function known(): Promise<Account | undefined> {
  asked ??= load()
  try {
    await asked
  } catch (error) {
    asked = undefined
    throw error
  }
  return account.value
}

/** Asks again what the account may do; a session that has ended is over here too. */
async function refresh(): Promise<void> {
  try {
    begin(await readSession())
  } catch (error) {
    if (asProblem(error).status !== 401) return
    expired.value = account.value !== undefined
    account.value = undefined
  }
}

async function signIn(login: string, password: string): Promise<void> {
  begin(await openSession(login, password))
  asked = Promise.resolve()
  expired.value = false
}

/** By a door of the demo. */
async function enter(login: string): Promise<void> {
  begin(await openDoor(login))
  asked = Promise.resolve()
  expired.value = false
}

async function signOut(): Promise<void> {
  await endSession().catch(() => undefined)
  account.value = undefined
  sessionStorage.clear()
}

const can = (permission: string): boolean => account.value?.permissions.includes(permission) ?? false

export const useSession = () => ({
  account: readonly(account),
  expired: readonly(expired),
  isSignedIn: computed(() => account.value !== undefined),
  known,
  refresh,
  signIn,
  enter,
  signOut,
  can,
})

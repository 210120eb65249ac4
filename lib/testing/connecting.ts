import type { Context } from '@/lib/access/context'
import { createRegistryPool } from '@/lib/connections/pool'
import { AppError } from '@/lib/core/errors'
import { Secret } from '@/lib/core/secret'
import type { Database } from '@/lib/db/connection'
import { adminActor, buildContext } from './context'

const keyring = {
  current: { kid: 'k1', material: new Secret(Buffer.alloc(32, 7).toString('base64')) },
  previous: [],
}
const LOOPBACK = ['127.0.0.0/8', '::1/128']

/** A context that may reach loopback, or only `cidrs`, and seals with a key of its own. */
export function connectingContext(
  db: Database,
  more: { cidrs?: readonly string[]; actor?: Context['actor'] } = {},
): Context {
  const egress = { allowedCidrs: more.cidrs ?? LOOPBACK }
  const registries = createRegistryPool({ db, egress, keyring })
  return buildContext({ db, registries, actor: more.actor ?? adminActor })
}

/** The code something failed with. */
export const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no failure',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )
export const countRegistries = async (db: Database) => {
  const { registries } = await db.query
    .selectFrom('registry')
    .select(({ fn }) => fn.countAll().as('registries'))
    .executeTakeFirstOrThrow()
  return Number(registries)
}

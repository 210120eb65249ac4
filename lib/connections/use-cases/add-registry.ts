import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { announce } from '@/lib/changes/announce'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { Secret } from '@/lib/core/secret'
import { transaction } from '@/lib/db/transaction'
import type { RepositoryName } from '@/lib/oci/name'
import { PORTS_DENIED } from '@/lib/registry/ports'
import { parseCertificates } from '../certificate'
import { inspectRegistry } from '../inspect'
import { connectionsOf } from '../pool'
import type { RegistrySummary } from '../registry'
import { parseRegistryUrl } from '../rules/url'
import { findRegistryByName, insertRegistry, saveCapabilities, saveHealth } from '../store'
import { getRegistry } from './get-registry'

export interface RegistryInput {
  readonly name: string
  readonly url: string
  readonly username?: string | null | undefined
  readonly password?: string | null | undefined
  readonly caPem?: string | null | undefined
  readonly repositories?: readonly RepositoryName[] | null | undefined
  /** Namespaces whose repositories are learned as their names turn up. */
  readonly namespaces?: readonly RepositoryName[] | null | undefined
  /** The token realm's origin the admin has seen and accepts. */
  readonly confirmRealmOrigin?: string | undefined
}

/** Connects a registry after looking at it. Nothing is kept of one that cannot be spoken to. */
export async function addRegistry(ctx: Context, input: RegistryInput): Promise<RegistrySummary> {
  await authorize(ctx, 'registry:manage')

  const connections = connectionsOf(ctx)
  const url = parseRegistryUrl(input.url, PORTS_DENIED)
  const caPem = input.caPem ? parseCertificates(input.caPem, ctx.clock.now()) : null
  const username = input.username ?? null
  const password = input.password ? new Secret(input.password) : null
  const repositories = input.repositories ?? null
  const namespaces = input.namespaces ?? null
  if (await findRegistryByName(ctx.db.query, input.name)) throw nameTaken()

  const { realmOrigin, capabilities } = await inspectRegistry(
    {
      connection: { url, username, password, caPem },
      confirmedRealm: input.confirmRealmOrigin ?? null,
      pinnedRealm: null,
      repositories,
    },
    connections.egress,
    ctx.signal,
  )

  const now = ctx.clock.now()
  const id = newId('reg', now)
  const passwordSealed = password === null ? null : connections.sealPassword(id, password)
  const settings = { url, username, passwordSealed, realmOrigin, caPem, repositories, namespaces }
  await transaction(ctx.db, async (tx) => {
    const isNew = await insertRegistry(tx, { id, name: input.name, isDeclared: false, ...settings }, now)
    if (!isNew) throw nameTaken()
    await saveCapabilities(tx, id, { capabilities, at: now })
    await saveHealth(tx, id, { state: 'up', code: null, at: now })
    await announce(tx, { topic: 'registries', what: 'settings' })
    await record(ctx, tx, {
      type: 'registry.created',
      resource: input.name,
      registryId: id,
      after: {
        url,
        username,
        realmOrigin,
        hasPassword: password !== null,
        hasCa: caPem !== null,
        repositories,
      },
    })
  })
  return getRegistry(ctx, input.name)
}

function nameTaken(): AppError {
  return new AppError('name-taken', 'There is a registry of this name already.', {
    issues: [{ pointer: '/name', code: 'name-taken', message: 'There is a registry of this name already.' }],
  })
}

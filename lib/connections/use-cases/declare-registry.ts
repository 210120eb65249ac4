import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { newId } from '@/lib/core/ids'
import type { Secret } from '@/lib/core/secret'
import { transaction } from '@/lib/db/transaction'
import { PORTS_DENIED } from '@/lib/registry/ports'
import { type ConnectionPool, connectionsOf } from '../pool'
import type { Registry } from '../registry'
import { parseRegistryUrl } from '../rules/url'
import {
  findRegistryByName,
  insertRegistry,
  type RegistrySettings,
  saveCapabilities,
  setDeclared,
  updateSettings,
} from '../store'

export const DECLARED_NAME = 'main'

export interface RegistryDeclaration {
  readonly url: string
  readonly username: string | null
  readonly password: Secret | null
}

export interface DeclaredOutcome {
  readonly registryId: string
  /** Whether it is new or its address or credentials are: what is known of it has to be found out again. */
  readonly isChanged: boolean
}

/**
 * Keeps the registry `main` as the environment declares it; null releases one declared before, which then
 * can be changed and removed by hand. Sends nothing, so that a registry that is down delays no start.
 * @throws InvalidInputError for an address that cannot be one
 */
export async function declareRegistry(
  ctx: Context,
  declaration: RegistryDeclaration | null,
): Promise<DeclaredOutcome | null> {
  await authorize(ctx, 'registry:manage')

  const current = await findRegistryByName(ctx.db.query, DECLARED_NAME)
  if (declaration === null) {
    if (current?.isDeclared) await setDeclared(ctx.db.query, current.id, false)
    return null
  }

  const url = parseRegistryUrl(declaration.url, PORTS_DENIED)
  const wanted = { ...declaration, url }
  const connections = connectionsOf(ctx)
  if (current === undefined) return insertDeclared(ctx, wanted, connections)
  if (current.isDeclared && isAsDeclared(current, wanted, connections)) {
    return { registryId: current.id, isChanged: false }
  }
  return changeDeclared(ctx, wanted, current)
}

function isAsDeclared(current: Registry, wanted: RegistryDeclaration, connections: ConnectionPool): boolean {
  const { id, url, username, passwordSealed } = current
  if (url !== wanted.url || username !== wanted.username) return false
  if (passwordSealed === null || wanted.password === null) return passwordSealed === wanted.password
  return tryUnseal(connections, id, passwordSealed) === wanted.password.reveal()
}

/** A password sealed with a key that is gone is simply not the declared one, which then takes its place. */
function tryUnseal(connections: ConnectionPool, id: string, sealed: string): string | null {
  try {
    return connections.unsealPassword(id, sealed).reveal()
  } catch {
    return null
  }
}

async function insertDeclared(
  ctx: Context,
  wanted: RegistryDeclaration,
  connections: ConnectionPool,
): Promise<DeclaredOutcome> {
  const now = ctx.clock.now()
  const id = newId('reg', now)
  const { url, username, password } = wanted
  const settings: RegistrySettings = {
    url,
    username,
    passwordSealed: password === null ? null : connections.sealPassword(id, password),
    realmOrigin: null,
    caPem: null,
    repositories: null,
    namespaces: null,
  }
  await transaction(ctx.db, async (tx) => {
    await insertRegistry(tx, { id, name: DECLARED_NAME, isDeclared: true, ...settings }, now)
    const after = { url, username, hasPassword: password !== null }
    await record(ctx, tx, { type: 'registry.declared', resource: DECLARED_NAME, registryId: id, after })
  })
  return { registryId: id, isChanged: true }
}

async function changeDeclared(
  ctx: Context,
  { url, username, password }: RegistryDeclaration,
  current: Registry,
): Promise<DeclaredOutcome> {
  const { id, caPem, repositories, namespaces } = current
  const isSameUrl = url === current.url
  const passwordSealed = password === null ? null : connectionsOf(ctx).sealPassword(id, password)
  const realmOrigin = isSameUrl ? current.realmOrigin : null
  const settings = { url, username, passwordSealed, realmOrigin, caPem, repositories, namespaces }
  await transaction(ctx.db, async (tx) => {
    await updateSettings(tx, { id, settings, isDeclared: true }, ctx.clock.now())
    if (!isSameUrl) await saveCapabilities(tx, id, null)
    await record(ctx, tx, {
      type: 'registry.declared',
      resource: DECLARED_NAME,
      registryId: id,
      before: { url: current.url, username: current.username, hasPassword: current.passwordSealed !== null },
      after: { url, username, hasPassword: password !== null },
    })
  })
  await ctx.registries.forget(id)
  return { registryId: id, isChanged: true }
}

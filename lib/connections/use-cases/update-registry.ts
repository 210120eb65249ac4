import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { record } from '@/lib/audit/record'
import { announce } from '@/lib/changes/announce'
import { NotFoundError } from '@/lib/core/errors'
import { Secret } from '@/lib/core/secret'
import { transaction } from '@/lib/db/transaction'
import { PORTS_DENIED } from '@/lib/registry/ports'
import { parseCertificates } from '../certificate'
import { inspectRegistry } from '../inspect'
import { type ConnectionPool, connectionsOf } from '../pool'
import type { Registry, RegistrySummary } from '../registry'
import { refuseDeclared } from '../rules/declared'
import { parseRegistryUrl } from '../rules/url'
import {
  findRegistryByName,
  type RegistrySettings,
  saveCapabilities,
  saveHealth,
  updateSettings,
} from '../store'
import type { RegistryInput } from './add-registry'
import { getRegistry } from './get-registry'

/** What is absent stays; a null password, user name or certificate removes it. */
export type RegistryPatch = {
  readonly [Field in keyof Omit<RegistryInput, 'name'>]?: RegistryInput[Field] | undefined
}

/** Changes a registry after looking at it with the new settings; what fails to answer is not kept. */
export async function updateRegistry(
  ctx: Context,
  name: string,
  patch: RegistryPatch,
): Promise<RegistrySummary> {
  await authorize(ctx, 'registry:manage')

  const connections = connectionsOf(ctx)
  const current = await findRegistryByName(ctx.db.query, name)
  if (current === undefined) throw new NotFoundError()
  if (current.isDeclared) refuseDeclared(patch)

  const next = applyPatch(current, patch, ctx.clock.now())
  const password = passwordOf(current, next, connections)
  const { url, username, caPem, repositories, namespaces } = next
  const { realmOrigin, capabilities } = await inspectRegistry(
    {
      connection: {
        url,
        username,
        password,
        caPem,
        tokenSource: connections.tokenSource(current.id) ?? undefined,
      },
      confirmedRealm: patch.confirmRealmOrigin ?? null,
      pinnedRealm: next.url === current.url ? current.realmOrigin : null,
      repositories,
    },
    connections.egress,
    ctx.signal,
  )

  const now = ctx.clock.now()
  const passwordSealed = password === null ? null : connections.sealPassword(current.id, password)
  const settings = { url, username, passwordSealed, realmOrigin, caPem, repositories, namespaces }
  await transaction(ctx.db, async (tx) => {
    await updateSettings(tx, { id: current.id, settings, isDeclared: current.isDeclared }, now)
    await saveCapabilities(tx, current.id, { capabilities, at: now })
    await saveHealth(tx, current.id, { state: 'up', code: null, at: now })
    await announce(
      tx,
      { topic: 'registries', what: 'settings' },
      { topic: `registry:${current.id}`, what: 'settings' },
    )
    await record(ctx, tx, {
      type: 'registry.changed',
      resource: name,
      registryId: current.id,
      before: shownSettings(current),
      after: shownSettings(settings),
      facts: { changed: Object.keys(patch).sort(), isPasswordTyped: patch.password !== undefined },
    })
  })
  await ctx.registries.forget(current.id)
  return getRegistry(ctx, name)
}

/** Settings as the log may show them: of what is secret only whether it is there. */
function shownSettings({
  url,
  username,
  realmOrigin,
  repositories,
  passwordSealed,
  caPem,
}: RegistrySettings) {
  const presence = { hasPassword: passwordSealed !== null, hasCa: caPem !== null }
  return { url, username, realmOrigin, repositories, ...presence }
}

interface NextSettings extends Pick<Registry, 'url' | 'username' | 'caPem' | 'repositories' | 'namespaces'> {
  /** Undefined keeps the stored one. */
  readonly password: string | null | undefined
}

function applyPatch(current: Registry, patch: RegistryPatch, nowMs: number): NextSettings {
  const url = patch.url === undefined ? current.url : parseRegistryUrl(patch.url, PORTS_DENIED)
  const caPem = patch.caPem ? parseCertificates(patch.caPem, nowMs) : patch.caPem
  return {
    url,
    username: patch.username === undefined ? current.username : patch.username,
    caPem: caPem === undefined ? current.caPem : caPem || null,
    repositories: patch.repositories === undefined ? current.repositories : patch.repositories,
    namespaces: patch.namespaces === undefined ? current.namespaces : patch.namespaces,
    password: keptPassword(current, url, patch),
  }
}

/** A stored password goes to the address it was given for: with a new one it has to be typed again. */
function keptPassword(current: Registry, url: string, patch: RegistryPatch): string | null | undefined {
  if (patch.password !== undefined) return patch.password
  return new URL(url).origin === new URL(current.url).origin ? undefined : null
}

function passwordOf(current: Registry, next: NextSettings, connections: ConnectionPool): Secret | null {
  if (next.password) return new Secret(next.password)
  if (next.password === null || next.password === '' || current.passwordSealed === null) return null
  return connections.unsealPassword(current.id, current.passwordSealed)
}

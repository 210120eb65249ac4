import 'server-only'
import type { Context, RegistryPool } from '@/lib/access/context'
import { AppError, NotFoundError } from '@/lib/core/errors'
import type { Secret } from '@/lib/core/secret'
import type { Database } from '@/lib/db/connection'
import { openRegistry } from '@/lib/registry/client'
import type { EgressPolicy, RegistryClient, RegistryConnection, TokenSource } from '@/lib/registry/types'
import type { Registry } from './registry'
import { type Keyring, type SealPlace, seal, unseal } from './seal'
import { findRegistryById } from './store'

/** The pool with what only this module uses: the keys and the rules about addresses. */
export interface ConnectionPool extends RegistryPool {
  /** By registry id; only those asked so far. */
  circuits(): ReadonlyMap<string, RegistryClient['circuit']>
  readonly egress: EgressPolicy
  sealPassword(registryId: string, password: Secret): string
  /** @throws AppError `internal` when it was sealed with a key that is gone */
  unsealPassword(registryId: string, sealed: string): Secret
  /** Where tokens for a registry come from when its token service may be our own. */
  tokenSource(registryId: string): TokenSource | null
  /** Seals any other secret for the one column of the one row that it lives in. */
  sealAt(place: SealPlace, secret: Secret): string
  /** @throws AppError `internal` when it was sealed with a key that is gone, or moved */
  unsealAt(place: SealPlace, sealed: string): Secret
  /** Names the key that seals now. */
  readonly sealingKey: string
}

export interface PoolParts {
  readonly db: Database
  readonly egress: EgressPolicy
  readonly keyring: Keyring
  /** Absent where no token service of our own runs. */
  readonly tokenSource?: (registryId: string) => TokenSource
}

interface PooledClient {
  readonly client: RegistryClient
  /** `updated_at` of the settings it was opened with. */
  readonly version: number
}

const passwordPlace = (row: string) => ({ table: 'registry', row, column: 'password_sealed' })

/**
 * Keeps one open client for each registry. Each request for one reads the registry's row, so that settings
 * changed by another process take effect at the next call.
 */
export function createRegistryPool({ db, egress, keyring, tokenSource }: PoolParts): ConnectionPool {
  const opened = new Map<string, PooledClient>()

  const forget = async (registryId: string) => {
    const pooled = opened.get(registryId)
    opened.delete(registryId)
    await pooled?.client.close()
  }
  const unsealPassword = (registryId: string, sealed: string) =>
    unseal(sealed, passwordPlace(registryId), keyring)

  return {
    egress,
    sealingKey: keyring.current.kid,
    forget,
    circuits: () => new Map([...opened].map(([id, { client }]) => [id, client.circuit])),
    unsealPassword,
    sealPassword: (registryId, password) => seal(password, passwordPlace(registryId), keyring),
    tokenSource: (registryId) => tokenSource?.(registryId) ?? null,
    sealAt: (place, secret) => seal(secret, place, keyring),
    unsealAt: (place, sealed) => unseal(sealed, place, keyring),
    async client(registryId) {
      const registry = await findRegistryById(db.query, registryId)
      if (registry === undefined) {
        void forget(registryId)
        throw new NotFoundError()
      }
      const pooled = opened.get(registryId)
      if (pooled?.version === registry.updatedAt) return pooled.client

      void forget(registryId)
      const own = tokenSource?.(registryId)
      const connection = { ...connectionOf(registry, unsealPassword), ...(own && { tokenSource: own }) }
      const client = openRegistry(connection, egress)
      opened.set(registryId, { client, version: registry.updatedAt })
      return client
    },
  }
}

function connectionOf(
  registry: Registry,
  unsealPassword: (registryId: string, sealed: string) => Secret,
): RegistryConnection {
  const { id, url, username, passwordSealed, realmOrigin, caPem } = registry
  const password = passwordSealed === null ? null : unsealPassword(id, passwordSealed)
  return { url, username, password, realmOrigin, caPem }
}

/** The pool of a context with its keys. @throws AppError `internal` where a context was put together without one */
export function connectionsOf({ registries }: Context): ConnectionPool {
  if (isConnectionPool(registries)) return registries
  throw new AppError('internal', 'This process cannot change registries.')
}

/** Which registries a pool has asked, and whether it still does. */
export function circuitsOf(pool: RegistryPool): ReadonlyMap<string, RegistryClient['circuit']> {
  return isConnectionPool(pool) ? pool.circuits() : new Map()
}

/** By shape: the server is bundled in several parts, and each has functions of its own. */
function isConnectionPool(pool: RegistryPool): pool is ConnectionPool {
  return 'egress' in pool && 'sealPassword' in pool && 'unsealPassword' in pool
}

import 'server-only'
import type { Actor } from '@/lib/core/actor'
import type { Clock } from '@/lib/core/clock'
import type { Log } from '@/lib/core/log'
import type { Database } from '@/lib/db/connection'
import type { RegistryClient } from '@/lib/registry/types'

/** Who acts, from where, and with what: the first argument of every use case. */
export interface Context {
  readonly actor: Actor
  readonly requestId: string
  /** Peer address, or the forwarded one where the peer is a trusted proxy; null for the system's own work. */
  readonly ip: string | null
  readonly userAgent: string | null
  readonly clock: Clock
  readonly log: Log
  readonly db: Database
  readonly signal: AbortSignal
  readonly registries: RegistryPool
  /** Goes into the facts of every event this context records, such as by which way it was called. */
  readonly recordedFacts?: Readonly<Record<string, string>> | undefined
}

/** Open clients, one for each registry, kept while its settings do not change. */
export interface RegistryPool {
  /** @throws NotFoundError when there is no such registry. */
  client(registryId: string): Promise<RegistryClient>
  /** Forgets a client after its settings changed or the registry was removed. */
  forget(registryId: string): Promise<void>
}

import 'server-only'
import type { RegistryPool } from '@/lib/access/context'
import type { ChangeFeed } from '@/lib/changes/feed'
import type { Clock } from '@/lib/core/clock'
import type { Log } from '@/lib/core/log'
import type { Database } from '@/lib/db/connection'
import type { NotificationInbox } from '@/lib/sync/notifications/inbox'
import type { Settings } from './settings'

/** What the process holds for its whole life: opened once at start, used by every request. */
export interface Runtime {
  readonly settings: Settings
  readonly clock: Clock
  readonly log: Log
  readonly db: Database
  readonly registries: RegistryPool
  /** What changed, for every page that is open. */
  readonly feed: ChangeFeed
  /** Takes in what registries tell by themselves. */
  readonly inbox: NotificationInbox
  /** True from SIGTERM on: readiness says 503, no new background work starts. */
  isStopping: boolean
}

declare global {
  /** The server is bundled in several parts; the global object is the only thing they share. */
  var assayRuntime: Runtime | undefined
}

/** @throws Error before `boot()` has finished. */
export function runtime(): Runtime {
  const current = globalThis.assayRuntime
  if (current === undefined) throw new Error('Assay has not started yet.')
  return current
}

/** What is running, or undefined before the start has finished. */
export function findRuntime(): Runtime | undefined {
  return globalThis.assayRuntime
}

/** Puts a runtime in place: at start, and in tests. */
export function installRuntime(next: Runtime | undefined): void {
  globalThis.assayRuntime = next
}

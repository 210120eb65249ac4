import 'server-only'
import type { Context } from '@/lib/access/context'
import type { Database } from '@/lib/db/connection'
import type { TokenService } from './service'
import { findServiceNamed } from './store/services'

/** How long another process's change of a service may go unnoticed. Rights are not kept here. */
const KEPT_MS = 2_000
/** There are few services; names that mean nothing are not kept. */
const SERVICES_MAX = 1_000

interface Kept {
  readonly service: TokenService
  readonly untilMs: number
}

const kept = new WeakMap<Database, Map<string, Kept>>()

/** The registry that goes by a service name, if its token service is on, as it was at most 2 s ago. */
export async function knownService(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  name: string,
): Promise<TokenService | undefined> {
  const now = clock.now()
  const services = kept.get(db) ?? new Map<string, Kept>()
  kept.set(db, services)
  const known = services.get(name)
  if (known !== undefined && now < known.untilMs && known.untilMs <= now + KEPT_MS) return known.service

  const service = await findServiceNamed(db.query, name)
  services.delete(name)
  if (services.size >= SERVICES_MAX) services.clear()
  // A change may have dropped what is kept while this was read; then what was read is not put there.
  if (service !== undefined && kept.get(db) === services) {
    services.set(name, { service, untilMs: now + KEPT_MS })
  }
  return service
}

/** Forgets every service, after one was changed. */
export function forgetServices(db: Database): void {
  kept.delete(db)
}

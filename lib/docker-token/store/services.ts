import 'server-only'
import { z } from 'zod'
import type { Executor } from '@/lib/db/connection'
import type { TokenService } from '../service'

const ROW = z
  .object({
    registry_id: z.string(),
    registry: z.string(),
    service: z.string(),
    is_enabled: z.number(),
    issuer: z.string().nullable(),
    trust: z.enum(['certificates', 'jwks']),
  })
  .transform(
    (row): TokenService => ({
      registryId: row.registry_id,
      registry: row.registry,
      service: row.service,
      isEnabled: row.is_enabled === 1,
      issuer: row.issuer,
      trust: row.trust,
    }),
  )

/** The registry that goes by this service name, if its token service is on. */
export async function findServiceNamed(query: Executor, service: string): Promise<TokenService | undefined> {
  const row = await services(query)
    .where('docker_token_service.service', '=', service)
    .where('docker_token_service.is_enabled', '=', 1)
    .executeTakeFirst()
  return row && ROW.parse(row)
}

export async function findServiceOf(query: Executor, registryId: string): Promise<TokenService | undefined> {
  const row = await services(query)
    .where('docker_token_service.registry_id', '=', registryId)
    .executeTakeFirst()
  return row && ROW.parse(row)
}

/** Answers false where another registry goes by the service name. */
export async function saveService(
  tx: Executor,
  service: Omit<TokenService, 'registry'>,
  now: number,
): Promise<boolean> {
  const taken = await tx
    .selectFrom('docker_token_service')
    .select('registry_id')
    .where('service', '=', service.service)
    .where('registry_id', '!=', service.registryId)
    .executeTakeFirst()
  if (taken !== undefined) return false
  const row = {
    service: service.service,
    is_enabled: service.isEnabled ? (1 as const) : (0 as const),
    issuer: service.issuer,
    trust: service.trust,
    updated_at: now,
  }
  await tx
    .insertInto('docker_token_service')
    .values({ registry_id: service.registryId, ...row })
    .onConflict((conflict) => conflict.column('registry_id').doUpdateSet(row))
    .execute()
  return true
}

function services(query: Executor) {
  return query
    .selectFrom('docker_token_service')
    .innerJoin('registry', 'registry.id', 'docker_token_service.registry_id')
    .select([
      'docker_token_service.registry_id',
      'registry.name as registry',
      'docker_token_service.service',
      'docker_token_service.is_enabled',
      'docker_token_service.issuer',
      'docker_token_service.trust',
    ])
}

import 'server-only'
import { InvalidInputError } from '@/lib/core/errors'
import type { RepositoryName } from '@/lib/oci/name'
import { type AuthenticationDemand, readAuthenticationDemand } from '@/lib/registry/authentication'
import { openRegistry } from '@/lib/registry/client'
import { parseRealm } from '@/lib/registry/realm'
import { assertReachable } from '@/lib/registry/transport/egress'
import type { Capabilities, EgressPolicy, RegistryConnection } from '@/lib/registry/types'
import { decideRealm } from './rules/realm'

export interface Inspection {
  readonly connection: Omit<RegistryConnection, 'realmOrigin'>
  /** Realm origin the admin agreed to just now. */
  readonly confirmedRealm: string | null
  /** Realm origin agreed to before, for this address. */
  readonly pinnedRealm: string | null
  readonly repositories: readonly RepositoryName[] | null
}

export interface InspectionResult {
  readonly realmOrigin: string | null
  readonly capabilities: Capabilities
}

/**
 * Looks at a registry before its settings are kept. Credentials are sent only after the address was found
 * allowed and the token realm agreed to.
 */
export async function inspectRegistry(
  { connection, confirmedRealm, pinnedRealm, repositories }: Inspection,
  egress: EgressPolicy,
  signal: AbortSignal,
): Promise<InspectionResult> {
  await assertReachable(new URL(connection.url), egress)
  const demand = await readAuthenticationDemand(connection, egress, { signal })
  const realm = await foreignRealm(demand, connection)
  const named = realm === null ? null : await acceptRealm(realm, connection.url, egress)
  const realmOrigin = decideRealm({
    registryUrl: connection.url,
    named,
    confirmed: confirmedRealm,
    pinned: pinnedRealm,
  })

  const client = openRegistry({ ...connection, realmOrigin }, egress)
  try {
    return { realmOrigin, capabilities: await client.probe({ signal, repositories: repositories ?? [] }) }
  } finally {
    await client.close()
  }
}

/** The realm that credentials would go to; null where none would, as no tokens are asked for or we make our own. */
async function foreignRealm(
  demand: AuthenticationDemand,
  { tokenSource }: Pick<RegistryConnection, 'tokenSource'>,
): Promise<string | null> {
  if (demand.scheme !== 'bearer') return null
  const own = await tokenSource?.issue({ service: demand.service, scope: null })
  return own ? null : demand.realm
}

async function acceptRealm(realm: string, registryUrl: string, egress: EgressPolicy): Promise<string> {
  const url = parseRealm(realm, registryUrl)
  try {
    await assertReachable(url, egress)
  } catch (cause) {
    throw new InvalidInputError('realm-not-allowed', 'Assay may not connect to the token realm.', { cause })
  }
  return url.origin
}

import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { CATALOGUE, type CatalogueItem } from '../rules/catalogue'
import type { PolicyDocument } from '../rules/policy'
import { STARTING_POLICY } from '../rules/starting-policy'

export interface Catalogue {
  readonly items: readonly CatalogueItem[]
  /** What an organisation can begin with. */
  readonly starting: PolicyDocument
}

/** Everything a policy can ask for. */
export async function readCatalogue(ctx: Context): Promise<Catalogue> {
  await authorize(ctx, 'golden-policy:read')

  return { items: CATALOGUE, starting: STARTING_POLICY }
}

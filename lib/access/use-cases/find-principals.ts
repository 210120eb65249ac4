import 'server-only'
import { authorize } from '../authorize'
import type { Context } from '../context'
import { type FoundPrincipal, searchPrincipals } from '../store/principals'

/** People and groups whose name holds a text, for who gives grants: at most twenty. */
export async function findPrincipals(ctx: Context, input: { readonly q: string }): Promise<FoundPrincipal[]> {
  await authorize(ctx, 'member:find')

  return searchPrincipals(ctx.db, input.q)
}

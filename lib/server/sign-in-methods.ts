import 'server-only'
import type { Context } from '@/lib/access/context'
import type { CheckReport } from '@/lib/access/external/check'
import { checkDirectory } from '@/lib/access/use-cases/check-directory'
import { listSignInMethods } from '@/lib/access/use-cases/list-sign-in-methods'
import type { contracts } from '@/lib/api/contracts'
import type { OutputOf } from '@/lib/api/contracts/endpoint'
import { presentMethod } from '@/lib/api/presenters/sign-in'
import { NotFoundError } from '@/lib/core/errors'
import { checkProvider } from './auth/check-provider'
import { runtime } from './runtime'

/** Every way to sign in, as the environment sets it and as people use it. */
export async function readSignInMethods(ctx: Context): Promise<OutputOf<typeof contracts.listSignInMethods>> {
  const { publicOrigin: origin, oidc, ldap, sessionSeconds, sessionIdleSeconds } = runtime().settings
  const methods = await listSignInMethods(ctx)
  return {
    items: methods.map((facts) => presentMethod(facts, { origin, oidc, ldap })),
    sessionHours: sessionSeconds / 3600,
    idleMinutes: sessionIdleSeconds / 60,
  }
}

/** Tries a method of the environment now. @throws NotFoundError where it is not set */
export async function checkSignInMethod(ctx: Context, method: 'oidc' | 'ldap'): Promise<CheckReport> {
  const { oidc, ldap, allowedCidrs } = runtime().settings
  if (method === 'oidc' && oidc !== null) return checkProvider(ctx, oidc, allowedCidrs)
  if (method === 'ldap' && ldap !== null) return checkDirectory(ctx, ldap)
  throw new NotFoundError()
}

/** What the sign-in page offers: names of buttons and tabs, and nothing about where they lead. */
export function offeredMethods(): { readonly oidc: string | null; readonly ldap: string | null } {
  const { oidc, ldap } = runtime().settings
  return { oidc: oidc?.name ?? null, ldap: ldap?.name ?? null }
}

import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import { type CheckReport, runCheck } from '@/lib/access/external/check'
import type { OidcSettings } from '@/lib/access/external/settings'
import { discover } from './oidc-discovery'

/** Asks the provider now what it says of itself, and compares that with the settings. */
export async function checkProvider(
  ctx: Context,
  settings: OidcSettings,
  allowedCidrs: readonly string[],
): Promise<CheckReport> {
  await authorize(ctx, 'sign-in:test')

  return runCheck('Ask the provider', async (pass) => {
    const found = await discover(settings, { allowedCidrs, now: ctx.clock.now(), isFresh: true })
    pass('Read its discovery document', `${settings.issuer}/.well-known/openid-configuration`)
    pass('Signs ID tokens by', found.idTokenAlgorithm)
    pass('Takes the client secret as', found.tokenAuthMethod.replaceAll('_', ' '))
    const unknown = settings.scopes.filter((scope) => found.scopes_supported?.includes(scope) === false)
    if (unknown.length === 0) pass('Scopes', settings.scopes.join(' '))
    else pass('Scopes', `${settings.scopes.join(' ')}; it does not list ${unknown.join(' ')}.`)
    const logout = found.end_session_endpoint
    pass(
      'Signing out',
      logout === undefined ? 'Of Assay only: it offers no page for it.' : `Also at ${logout}`,
    )
  })
}

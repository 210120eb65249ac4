import type { Metadata } from 'next'
import { signInQueries } from '@/components/access/sign-in-methods/queries'
import { SignInMethods } from '@/components/access/sign-in-methods/sign-in-methods'
import { AdminsOnly } from '@/components/shell/admins-only'
import { can } from '@/lib/access/rules/can'
import { Seed } from '@/lib/api/client/seed'
import { pageContext } from '@/lib/server/page'
import { readSignInMethods } from '@/lib/server/sign-in-methods'

export const metadata: Metadata = { title: 'Sign-in' }

export default async function SignInSettingsPage() {
  const ctx = await pageContext()
  const decision = can(ctx.actor, 'sign-in:read')
  if (!decision.allowed) return <AdminsOnly title="Sign-in" reason={decision.reason} />

  const methods = await readSignInMethods(ctx)
  return (
    <Seed fill={(client) => client.setQueryData(signInQueries.methods().queryKey, methods)}>
      <SignInMethods canTest={can(ctx.actor, 'sign-in:test').allowed} />
    </Seed>
  )
}

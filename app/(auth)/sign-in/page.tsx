import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AuthMessage } from '@/components/access/auth-message'
import { SignInPage } from '@/components/access/sign-in-page'
import { isInternal } from '@/components/ui/link'
import { isSetupOpen } from '@/lib/access/use-cases/setup-first-admin'
import { anyPageContext } from '@/lib/server/page'
import { offeredMethods } from '@/lib/server/sign-in-methods'

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const metadata: Metadata = { title: 'Sign in' }

export default async function Page({ searchParams }: Props) {
  const { callbackUrl, error } = await searchParams
  const target = typeof callbackUrl === 'string' && isInternal(callbackUrl) ? callbackUrl : '/'
  const ctx = await anyPageContext()
  if (ctx.actor.kind !== 'anonymous') redirect(target)
  if (await isSetupOpen(ctx)) {
    return (
      <AuthMessage title="Assay has no admin yet">
        The server printed a one-time link for creating the first admin when it started. Open that link; it is
        in the log.
      </AuthMessage>
    )
  }
  return (
    <SignInPage
      target={target}
      initialError={typeof error === 'string' ? error : null}
      offered={offeredMethods()}
    />
  )
}

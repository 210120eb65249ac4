import type { Metadata } from 'next'
import { AuthMessage } from '@/components/access/auth-message'
import { failedSignIn } from '@/components/access/failed-sign-in'
import { SIGN_IN } from '@/components/shell/addresses'
import { ButtonLink } from '@/components/ui/button-link'
import { anyPageContext } from '@/lib/server/page'

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const metadata: Metadata = { title: 'Sign-in failed' }

const REQUEST_ID = /^req_[a-z0-9]{10,60}$/

export default async function FailedSignInPage({ searchParams }: Props) {
  const { error, request } = await searchParams
  const { title, text } = failedSignIn(typeof error === 'string' ? error : undefined)
  const { actor } = await anyPageContext()
  const isSignedIn = actor.kind !== 'anonymous'
  return (
    <AuthMessage
      title={title}
      action={
        <ButtonLink variant="primary" href={isSignedIn ? '/' : SIGN_IN}>
          {isSignedIn ? `Go on as ${actor.name}` : 'Back to sign-in'}
        </ButtonLink>
      }
    >
      {text}
      {typeof request === 'string' && REQUEST_ID.test(request) && (
        <code className="mt-2 block font-mono text-xs text-faint">{request}</code>
      )}
    </AuthMessage>
  )
}

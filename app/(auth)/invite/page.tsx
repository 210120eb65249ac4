import type { Metadata } from 'next'
import { AcceptForm } from '@/components/access/accept-form'
import { AuthMessage } from '@/components/access/auth-message'
import { closedLink } from '@/components/access/closed-link'
import { SIGN_IN } from '@/components/shell/addresses'
import { ButtonLink } from '@/components/ui/button-link'
import { readInvitation } from '@/lib/access/use-cases/accept-invitation'
import { anyPageContext } from '@/lib/server/page'

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const metadata: Metadata = { title: 'Set a password', referrer: 'no-referrer' }

const TOKEN_LENGTH_MAX = 200

export default async function InvitePage({ searchParams }: Props) {
  const { token } = await searchParams
  const text = typeof token === 'string' && token.length <= TOKEN_LENGTH_MAX ? token : ''
  const state = await readInvitation(await anyPageContext(), text)
  if (state.kind === 'open') return <AcceptForm token={text} name={state.name} purpose={state.purpose} />

  const { title, explanation } = closedLink(state.kind)
  return (
    <AuthMessage title={title} action={<ButtonLink href={SIGN_IN}>Go to sign-in</ButtonLink>}>
      {explanation}
    </AuthMessage>
  )
}

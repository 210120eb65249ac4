import type { Metadata } from 'next'
import { AuthMessage } from '@/components/access/auth-message'
import { SetupForm } from '@/components/access/setup-form'
import { SIGN_IN } from '@/components/shell/addresses'
import { ButtonLink } from '@/components/ui/button-link'
import { isSetupOpen } from '@/lib/access/use-cases/setup-first-admin'
import { anyPageContext } from '@/lib/server/page'

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const metadata: Metadata = { title: 'Set up', referrer: 'no-referrer' }

export default async function SetupPage({ searchParams }: Props) {
  const { token } = await searchParams
  if (await isSetupOpen(await anyPageContext())) {
    return <SetupForm setupToken={typeof token === 'string' ? token : ''} />
  }
  return (
    <AuthMessage title="Assay is set up already" action={<ButtonLink href={SIGN_IN}>Sign in</ButtonLink>}>
      The setup link worked once and is spent. An admin can give you an account.
    </AuthMessage>
  )
}

import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AuthMessage } from '@/components/access/auth-message'
import { SignOutButton } from '@/components/access/sign-out-button'
import { SETTINGS_PROFILE, SIGN_IN } from '@/components/shell/addresses'
import { ButtonLink } from '@/components/ui/button-link'
import { anyPageContext, isWithoutAccess } from '@/lib/server/page'

export const metadata: Metadata = { title: 'No access yet' }

export default async function NoAccessPage() {
  const { actor } = await anyPageContext()
  if (actor.kind === 'anonymous') redirect(SIGN_IN)
  if (!isWithoutAccess(actor)) redirect('/')
  return (
    <AuthMessage
      title="No access yet"
      action={
        <div className="flex flex-wrap gap-2">
          <ButtonLink variant="primary" href="/">
            Look again
          </ButtonLink>
          <ButtonLink href={SETTINGS_PROFILE}>Profile</ButtonLink>
          <SignOutButton />
        </div>
      }
    >
      You are signed in as <strong className="font-medium wrap-anywhere text-ink">{actor.name}</strong>, and
      nobody has given you a role yet. Ask the owner of the namespace you need, or an admin of Assay, to add
      you or a group you are in.
    </AuthMessage>
  )
}

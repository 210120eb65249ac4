import type { Metadata } from 'next'
import { AppearancePanel } from '@/components/access/appearance-panel'
import { PasswordPanel } from '@/components/access/password-panel'
import { IdentityPanel } from '@/components/access/profile/identity-panel'
import { MyAccessPanel } from '@/components/access/profile/my-access-panel'
import { SessionsPanel } from '@/components/access/profile/sessions-panel'
import { PageFrame } from '@/components/shell/page-frame'
import { KeyValueList } from '@/components/ui/key-value-list'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { can } from '@/lib/access/rules/can'
import { getProfile } from '@/lib/access/use-cases/get-profile'
import { presentMe } from '@/lib/api/presenters/people'
import { presentMyGrants } from '@/lib/api/presenters/profile'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Profile' }

export default async function ProfilePage() {
  const ctx = await pageContext()
  const me = presentMe(ctx.actor)
  const { user, hasPassword, identities } = await getProfile(ctx)
  const grants = can(ctx.actor, 'registry:list').allowed
    ? presentMyGrants(ctx.actor, await listRegistries(ctx))
    : []
  return (
    <PageFrame title="Profile" width="narrow">
      <Panel>
        <PanelHeader title="You" />
        <div className="p-4">
          <KeyValueList
            items={[
              { label: 'Name', value: me.name },
              { label: 'Role', value: me.role },
              { label: 'Id', value: <code className="font-mono text-xs">{me.id}</code> },
            ]}
          />
        </div>
      </Panel>
      <MyAccessPanel systemRole={me.role} grants={grants} />
      <IdentityPanel identities={identities} />
      <SessionsPanel lastSignInAt={user.lastSignInAt} />
      {hasPassword && <PasswordPanel />}
      <AppearancePanel />
    </PageFrame>
  )
}

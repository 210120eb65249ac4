import type { Metadata } from 'next'
import { AppearancePanel } from '@/components/access/appearance-panel'
import { PasswordPanel } from '@/components/access/password-panel'
import { PageFrame } from '@/components/shell/page-frame'
import { KeyValueList } from '@/components/ui/key-value-list'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { presentMe } from '@/lib/api/presenters/people'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Profile' }

export default async function ProfilePage() {
  const { actor } = await pageContext()
  const me = presentMe(actor)
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
      <AppearancePanel />
      <PasswordPanel />
    </PageFrame>
  )
}

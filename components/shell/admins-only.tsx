import { Lock } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { PageFrame } from './page-frame'

/** A page its reader may know of but not use. */
export function AdminsOnly({ title, reason }: { title: string; reason: string }) {
  return (
    <PageFrame title={title} width="narrow">
      <Panel>
        <EmptyState icon={<Lock />} title="This page is for admins">
          {reason} Ask one of yours.
        </EmptyState>
      </Panel>
    </PageFrame>
  )
}

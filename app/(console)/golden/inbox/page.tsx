import type { Metadata } from 'next'
import { InboxView } from '@/components/golden/inbox-view'
import { goldenQueries } from '@/components/golden/queries'
import { Seed } from '@/lib/api/client/seed'
import { presentInbox } from '@/lib/api/presenters/golden-version'
import { listInbox } from '@/lib/golden/use-cases/list-inbox'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Waiting for me' }

export default async function InboxPage() {
  const inbox = presentInbox(await listInbox(await pageContext()))
  return (
    <Seed fill={(client) => client.setQueryData(goldenQueries.inbox().queryKey, inbox)}>
      <InboxView />
    </Seed>
  )
}

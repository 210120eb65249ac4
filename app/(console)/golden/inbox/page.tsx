import type { Metadata } from 'next'
import { InboxView } from '@/components/golden/inbox-view'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Waiting for me' }

export default async function InboxPage() {
  await pageContext()
  return <InboxView />
}

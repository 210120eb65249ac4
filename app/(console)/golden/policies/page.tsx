import type { Metadata } from 'next'
import { PolicyList } from '@/components/golden/policy/policy-list'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'Golden policies' }

export default async function PoliciesPage() {
  await pageContext()
  return <PolicyList />
}

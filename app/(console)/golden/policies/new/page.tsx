import type { Metadata } from 'next'
import { PolicyEditor } from '@/components/golden/policy/policy-editor'
import { pageContext } from '@/lib/server/page'

export const metadata: Metadata = { title: 'New golden policy' }

export default async function NewPolicyPage() {
  await pageContext()
  return <PolicyEditor id={null} />
}

import { redirect } from 'next/navigation'
import { ACCESS_GRANTS, ACCESS_PEOPLE, ACCESS_TOKENS } from '@/components/shell/addresses'
import { can } from '@/lib/access/rules/can'
import { pageContext } from '@/lib/server/page'

export default async function AccessPage() {
  const { actor } = await pageContext()
  if (can(actor, 'user:read').allowed) redirect(ACCESS_PEOPLE)
  redirect(can(actor, 'grant:list').allowed ? ACCESS_GRANTS : ACCESS_TOKENS)
}

import type { ReactNode } from 'react'
import {
  ACCESS_EXPLAIN,
  ACCESS_GRANTS,
  ACCESS_GROUPS,
  ACCESS_PEOPLE,
  ACCESS_TOKENS,
} from '@/components/shell/addresses'
import { TabLinks } from '@/components/ui/tab-links'
import { can } from '@/lib/access/rules/can'
import { pageContext } from '@/lib/server/page'

export default async function AccessLayout({ children }: { children: ReactNode }) {
  const { actor } = await pageContext()
  const items = [
    ...(can(actor, 'user:read').allowed ? [{ href: ACCESS_PEOPLE, label: 'People' }] : []),
    ...(can(actor, 'group:read').allowed ? [{ href: ACCESS_GROUPS, label: 'Groups' }] : []),
    ...(can(actor, 'grant:list').allowed ? [{ href: ACCESS_GRANTS, label: 'Grants' }] : []),
    { href: ACCESS_TOKENS, label: 'API tokens' },
    { href: ACCESS_EXPLAIN, label: 'Explain' },
  ]
  return (
    <>
      <div className="mx-auto w-full max-w-[1440px] px-4 pt-3 sm:px-6">
        <TabLinks label="Access" items={items} />
      </div>
      {children}
    </>
  )
}

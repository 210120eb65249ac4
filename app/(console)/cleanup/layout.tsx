import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { CleanupTabs } from '@/components/cleanup/cleanup-tabs'
import { can } from '@/lib/access/rules/can'
import { pageContext } from '@/lib/server/page'

export default async function CleanupLayout({ children }: { children: ReactNode }) {
  const { actor } = await pageContext()
  if (!can(actor, 'repository:list').allowed) notFound()
  return (
    <>
      <div className="mx-auto w-full max-w-[1440px] px-4 pt-3 sm:px-6">
        <CleanupTabs />
      </div>
      {children}
    </>
  )
}

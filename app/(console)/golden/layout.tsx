import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { GoldenTabs } from '@/components/golden/golden-tabs'
import { can } from '@/lib/access/rules/can'
import { pageContext } from '@/lib/server/page'

export default async function GoldenLayout({ children }: { children: ReactNode }) {
  const { actor } = await pageContext()
  if (!can(actor, 'line:list').allowed) notFound()
  return (
    <>
      <div className="mx-auto w-full max-w-[1440px] px-4 pt-3 sm:px-6 print:hidden">
        <GoldenTabs />
      </div>
      {children}
    </>
  )
}

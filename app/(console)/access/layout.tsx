import type { ReactNode } from 'react'
import { TabLinks } from '@/components/ui/tab-links'
import { pageContext } from '@/lib/server/page'
import { accessPlaces } from '../places'

export default async function AccessLayout({ children }: { children: ReactNode }) {
  const { actor } = await pageContext()
  return (
    <>
      <div className="mx-auto w-full max-w-[1440px] px-4 pt-3 sm:px-6">
        <TabLinks label="Access" items={accessPlaces(actor)} />
      </div>
      {children}
    </>
  )
}

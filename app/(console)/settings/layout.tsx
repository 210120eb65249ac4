import type { ReactNode } from 'react'
import { TabLinks } from '@/components/ui/tab-links'
import { pageContext } from '@/lib/server/page'
import { settingsPlaces } from '../places'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { actor } = await pageContext()
  return (
    <>
      <div className="mx-auto w-full max-w-[1040px] px-4 pt-3 sm:px-6">
        <TabLinks label="Settings" items={settingsPlaces(actor)} />
      </div>
      {children}
    </>
  )
}

import { ACTIVITY, ACTIVITY_TAGS } from '@/components/shell/addresses'
import { TabLinks } from '../ui/tab-links'

/** What Assay does, and what happens to tags. */
export function ActivityTabs() {
  return (
    <TabLinks
      label="Activity"
      items={[
        { href: ACTIVITY, label: 'Jobs', isExact: true },
        { href: ACTIVITY_TAGS, label: 'Tags' },
      ]}
    />
  )
}

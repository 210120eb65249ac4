import { GOLDEN, GOLDEN_DRIFT, GOLDEN_INBOX, GOLDEN_POLICIES, GOLDEN_REPORT } from '../shell/addresses'
import { TabLinks } from '../ui/tab-links'

/** The parts of golden. `waiting`: how much waits for whoever looks. */
export function GoldenTabs({ waiting, drift }: { waiting: number; drift: number }) {
  return (
    <TabLinks
      label="Golden"
      items={[
        { href: GOLDEN, label: 'Lines', isExact: true },
        { href: GOLDEN_INBOX, label: 'Waiting for me', ...(waiting > 0 && { count: waiting }) },
        { href: GOLDEN_DRIFT, label: 'Drift', ...(drift > 0 && { count: drift }) },
        { href: GOLDEN_POLICIES, label: 'Policies' },
        { href: GOLDEN_REPORT, label: 'Report' },
      ]}
    />
  )
}

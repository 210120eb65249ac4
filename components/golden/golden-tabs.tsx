'use client'

import { useQuery } from '@tanstack/react-query'
import { GOLDEN, GOLDEN_DRIFT, GOLDEN_INBOX, GOLDEN_POLICIES, GOLDEN_REPORT } from '../shell/addresses'
import { TabLinks } from '../ui/tab-links'
import { afterQueries } from './after-queries'
import { goldenQueries } from './queries'

/** The parts of golden, with how much waits for whoever looks and how much has drifted. */
export function GoldenTabs() {
  const waiting = useQuery(goldenQueries.inbox()).data?.total ?? 0
  const drift = useQuery(afterQueries.openDrift()).data?.total ?? 0
  return (
    <TabLinks
      label="Golden"
      items={[
        {
          href: GOLDEN,
          label: 'Lines',
          isExact: true,
          holds: [`${GOLDEN}/lines`, `${GOLDEN}/versions`],
        },
        { href: GOLDEN_INBOX, label: 'Waiting for me', ...(waiting > 0 && { count: waiting }) },
        { href: GOLDEN_DRIFT, label: 'Drift', ...(drift > 0 && { count: drift }) },
        { href: GOLDEN_POLICIES, label: 'Policies' },
        { href: GOLDEN_REPORT, label: 'Report' },
      ]}
    />
  )
}

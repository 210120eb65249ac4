'use client'

import { useQuery } from '@tanstack/react-query'
import { BadgeCheck, ShieldCheck } from 'lucide-react'
import { Suspense, useState } from 'react'
import { fromRepositorySlug } from '@/lib/oci/slug'
import { FailedState } from '../ui/failed-state'
import { GatedButton } from '../ui/gated-button'
import { onDemand } from '../ui/on-demand'
import { Panel, PanelHeader } from '../ui/panel'
import { Skeleton } from '../ui/skeleton'
import { SnippetPanel } from './evidence/snippet-panel'
import { FindingList, TallyLine } from './finding-list'
import { goldenQueries, type ImageAddress } from './queries'
import { EvidencePanel } from './version/evidence-panel'

const EvidenceDialog = onDemand(() =>
  import('./evidence/evidence-dialog').then((module) => module.EvidenceDialog),
)
const NominateDialog = onDemand(() => import('./nominate-dialog').then((module) => module.NominateDialog))

interface ChecksViewProps extends ImageAddress {
  /** Where Assay is reached, for the snippets. */
  url: string
  tag: string | null
}

/** What every automatic check says of an image, golden or not, and what others found out about it. */
export function ChecksView({ url, tag, ...address }: ChecksViewProps) {
  const query = useQuery(goldenQueries.checks(address))
  const [opened, setOpened] = useState<'evidence' | 'nominate' | null>(null)
  const { data, error } = query
  const subject = { ...address, repository: fromRepositorySlug(address.repository) }
  if (!data) {
    return (
      <Panel>
        {error ? (
          <FailedState title="The checks could not be run" query={query} />
        ) : (
          <Skeleton className="m-4 h-60" />
        )}
      </Panel>
    )
  }
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_400px]">
      <Panel>
        <PanelHeader
          title="Automatic checks"
          description={<TallyLine findings={data.items} />}
          actions={
            <GatedButton
              size="sm"
              can={data.can.nominate}
              icon={<BadgeCheck className="size-3.5" />}
              onClick={() => setOpened('nominate')}
            >
              Nominate…
            </GatedButton>
          }
        />
        {data.items.length === 0 ? (
          <p className="flex items-center gap-2 px-4 py-6 text-muted">
            <ShieldCheck aria-hidden="true" className="size-4" /> No check applies to what this is.
          </p>
        ) : (
          <FindingList findings={data.items} />
        )}
      </Panel>
      <div className="flex min-w-0 flex-col gap-4">
        <EvidencePanel
          evidence={data.evidence}
          can={data.can.addEvidence}
          onAdd={() => setOpened('evidence')}
        />
        <SnippetPanel url={url} registry={subject.registry} repository={subject.repository} />
      </div>
      <Suspense>
        {opened === 'evidence' && (
          <EvidenceDialog subject={subject} items={[]} onClose={() => setOpened(null)} />
        )}
        {opened === 'nominate' && (
          <NominateDialog {...subject} tag={tag ?? ''} onClose={() => setOpened(null)} />
        )}
      </Suspense>
    </div>
  )
}

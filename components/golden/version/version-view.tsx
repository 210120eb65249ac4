'use client'

import { useQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { isProblem } from '@/lib/api/client/problem-error'
import { GOLDEN, lineHref, repositoryHref } from '../../shell/addresses'
import { PageFrame } from '../../shell/page-frame'
import { Button } from '../../ui/button'
import { FailedState } from '../../ui/failed-state'
import { AppLink } from '../../ui/link'
import { onDemand } from '../../ui/on-demand'
import { Panel, PanelHeader } from '../../ui/panel'
import { Skeleton } from '../../ui/skeleton'
import { DecisionTimeline } from '../decision-timeline'
import { DriftNotice } from '../drift/drift-notice'
import { FindingList, TallyLine } from '../finding-list'
import { goldenQueries, type VersionDetail } from '../queries'
import { VersionBadge } from '../version-badge'
import { ComparisonPanel } from './comparison-panel'
import type { Opened } from './decision-dialog'
import { EvidencePanel } from './evidence-panel'
import { VerdictPanel } from './verdict-panel'
import { VersionActions } from './version-actions'
import { VersionChannels } from './version-channels'
import { VersionFacts } from './version-facts'
import { WaiverPanel } from './waiver-panel'

const EvidenceDialog = onDemand(() =>
  import('../evidence/evidence-dialog').then((module) => module.EvidenceDialog),
)

/** Everything somebody needs to decide about a version, on one page. */
export function VersionView({ id }: { id: string }) {
  const query = useQuery(goldenQueries.version(id))
  const { data, error } = query
  if (data) return <Loaded version={data} />
  return (
    <PageFrame title="Version" crumbs={[{ label: 'Golden', href: GOLDEN }, { label: 'Version' }]}>
      <Panel>
        {error ? (
          <FailedState
            title={
              isProblem(error, 'not-found') ? 'There is no such version' : 'The version could not be loaded'
            }
            query={query}
          />
        ) : (
          <Skeleton className="m-4 h-80" />
        )}
      </Panel>
    </PageFrame>
  )
}

function Loaded({ version }: { version: VersionDetail }) {
  const [opened, setOpened] = useState<Opened | null>(null)
  const [isAdding, setAdding] = useState(false)
  const { line, name, findings, drift } = version
  const titles = new Map(findings.map((finding) => [finding.requirementId, finding.title]))
  const titleOf = (requirementId: string) => titles.get(requirementId) ?? requirementId
  const add = () => setAdding(true)
  return (
    <PageFrame
      title={`${line.name} ${name}`}
      crumbs={[
        { label: 'Golden', href: GOLDEN },
        { label: line.name, href: lineHref(line.id) },
        { label: name },
      ]}
      meta={<Meta version={version} />}
      actions={<VersionActions {...{ version, opened }} onOpen={setOpened} onAddEvidence={add} />}
    >
      <DriftNotice drift={drift} line={line.id} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_380px]">
        <div className="flex min-w-0 flex-col gap-4 max-xl:order-2">
          <Asked version={version} onWaive={(requirementId) => setOpened({ what: 'waive', requirementId })} />
          <Compared version={version} titleOf={titleOf} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 max-xl:contents">
          <VerdictPanel version={version} />
          <VersionFacts version={version} />
          <div className="contents max-xl:[&>*]:order-3">
            <EvidencePanel evidence={version.evidence} can={version.can.addEvidence} onAdd={add} />
            <WaiverPanel version={version} titleOf={titleOf} />
            <VersionChannels version={version} />
            <Decisions version={version} />
          </div>
        </div>
      </div>
      <Suspense>
        {isAdding && (
          <EvidenceDialog
            subject={version}
            items={findings.flatMap(({ kind, ref }) => (kind === 'manual' ? [ref] : []))}
            onClose={() => setAdding(false)}
          />
        )}
      </Suspense>
    </PageFrame>
  )
}

function Meta({ version: { state, isExpiring, line, registry, repository } }: { version: VersionDetail }) {
  return (
    <>
      <VersionBadge state={state} isExpiring={isExpiring} />
      <AppLink href={lineHref(line.id)} className="text-link">
        {line.name}
      </AppLink>
      <AppLink href={repositoryHref(registry, repository)} className="text-link wrap-anywhere">
        {registry}/{repository}
      </AppLink>
    </>
  )
}

interface AskedProps {
  version: VersionDetail
  onWaive: (requirementId: string) => void
}

function Asked({ version: { state, findings, can }, onWaive }: AskedProps) {
  const mayWaive = state === 'candidate' && can.requestWaiver.allowed
  return (
    <Panel>
      <PanelHeader title="What the policy asks" description={<TallyLine findings={findings} />} />
      <FindingList
        findings={findings}
        action={(finding) =>
          mayWaive && finding.isBlocking && finding.isWaivable ? (
            <Button
              size="sm"
              variant="ghost"
              aria-label={`Waive ${finding.title}`}
              onClick={() => onWaive(finding.requirementId)}
            >
              Waive…
            </Button>
          ) : null
        }
      />
    </Panel>
  )
}

interface ComparedProps {
  version: VersionDetail
  titleOf: (requirementId: string) => string
}

function Compared({ version: { comparison, state }, titleOf }: ComparedProps) {
  if (comparison === null) return null
  return <ComparisonPanel comparison={comparison} isNext={state === 'candidate'} titleOf={titleOf} />
}

function Decisions({ version: { decisions } }: { version: VersionDetail }) {
  return (
    <Panel>
      <PanelHeader title="Decisions" description="Append-only, in the audit log." />
      <DecisionTimeline decisions={decisions} />
    </Panel>
  )
}

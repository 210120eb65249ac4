'use client'

import { useQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { isProblem } from '@/lib/api/client/problem-error'
import { GOLDEN, lineHref } from '../../shell/addresses'
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
            error={error}
            onRetry={() => void query.refetch()}
            isRetrying={query.isFetching}
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
  const { line, name, state, isExpiring, findings, comparison, can, drift } = version
  const titles = new Map(findings.map((finding) => [finding.requirementId, finding.title]))
  const titleOf = (requirementId: string) => titles.get(requirementId) ?? requirementId
  return (
    <PageFrame
      title={`${line.name} ${name}`}
      crumbs={[
        { label: 'Golden', href: GOLDEN },
        { label: line.name, href: lineHref(line.id) },
        { label: name },
      ]}
      meta={
        <>
          <VersionBadge state={state} isExpiring={isExpiring} />
          <AppLink href={lineHref(line.id)} className="text-link">
            {line.name}
          </AppLink>
          <span>
            {version.registry}/{version.repository}
          </span>
        </>
      }
      actions={
        <VersionActions
          version={version}
          opened={opened}
          onOpen={setOpened}
          onAddEvidence={() => setAdding(true)}
        />
      }
    >
      <DriftNotice drift={drift} line={line.id} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_380px]">
        <div className="flex min-w-0 flex-col gap-4 max-xl:order-2">
          <Panel>
            <PanelHeader title="What the policy asks" description={<TallyLine findings={findings} />} />
            <FindingList
              findings={findings}
              action={(finding) =>
                state === 'candidate' &&
                finding.isBlocking &&
                finding.isWaivable &&
                can.requestWaiver.allowed ? (
                  <Button
                    size="sm"
                    variant="ghost"
                    aria-label={`Waive ${finding.title}`}
                    onClick={() => setOpened({ what: 'waive', requirementId: finding.requirementId })}
                  >
                    Waive…
                  </Button>
                ) : null
              }
            />
          </Panel>
          {comparison !== null && (
            <ComparisonPanel comparison={comparison} isNext={state === 'candidate'} titleOf={titleOf} />
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-4 max-xl:contents">
          <VerdictPanel version={version} />
          <VersionFacts version={version} />
          <div className="contents max-xl:[&>*]:order-3">
            <EvidencePanel evidence={version.evidence} can={can.addEvidence} onAdd={() => setAdding(true)} />
            <WaiverPanel version={version} titleOf={titleOf} />
            <Channels version={version} />
            <Panel>
              <PanelHeader title="Decisions" description="Append-only, in the audit log." />
              <DecisionTimeline decisions={version.decisions} />
            </Panel>
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

function Channels({ version: { channels, line, state } }: { version: VersionDetail }) {
  if (channels.length === 0) return null
  return (
    <Panel>
      <PanelHeader
        title="In channels"
        description={
          state === 'golden' || state === 'superseded'
            ? undefined
            : `It counts no longer, so they stand for nothing until another version is there.`
        }
      />
      <ul className="flex flex-wrap gap-x-4 gap-y-1 px-4 py-3">
        {channels.map(({ name, tag }) => (
          <li key={name}>
            <AppLink href={`${lineHref(line.id)}#channels`} className="text-link font-medium">
              {name}
            </AppLink>
            {tag !== null && <span className="text-muted"> as {tag}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

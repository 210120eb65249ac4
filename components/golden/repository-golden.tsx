'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { BadgeCheck, Plus } from 'lucide-react'
import { GOLDEN_NEW_LINE } from '../shell/addresses'
import { ButtonLink } from '../ui/button-link'
import { EmptyState } from '../ui/empty-state'
import { FailedState } from '../ui/failed-state'
import { AppLink } from '../ui/link'
import { MoreRows } from '../ui/more-rows'
import { Panel, PanelHeader } from '../ui/panel'
import { SkeletonRows } from '../ui/skeleton'
import { afterQueries } from './after-queries'
import { DriftTable } from './drift/drift-table'
import { LineTable } from './line/line-table'
import { VersionTable } from './line/version-table'
import { goldenQueries, type Line } from './queries'

interface RepositoryGoldenProps {
  registry: string
  repository: string
}

/** What golden has to do with a repository: its lines, what is in force, what waits and what drifted. */
export function RepositoryGolden({ registry, repository }: RepositoryGoldenProps) {
  const query = useQuery(goldenQueries.linesOf(registry, repository))
  const lines = query.data?.items ?? []
  const search = new URLSearchParams({ registry, repository })
  const add = query.data?.can.create.allowed ? (
    <ButtonLink size="sm" href={`${GOLDEN_NEW_LINE}?${search}`} icon={<Plus className="size-3.5" />}>
      New line
    </ButtonLink>
  ) : undefined
  return (
    <div className="flex flex-col gap-4">
      <Panel>
        <PanelHeader
          title="Golden lines"
          description="What others mean by the image of this repository."
          actions={add}
        />
        {query.isPending && <SkeletonRows rows={2} columns={4} />}
        {query.isError && lines.length === 0 && (
          <FailedState title="The lines could not be loaded" query={query} />
        )}
        {query.isSuccess && lines.length === 0 && (
          <EmptyState icon={<BadgeCheck aria-hidden="true" />} title="No golden line">
            A line says which exact bytes of this repository are golden: by a policy, approved by people.
          </EmptyState>
        )}
        {lines.length > 0 && <LineTable lines={lines} />}
      </Panel>
      {lines
        .filter(({ counts }) => counts.candidate > 0)
        .map((line) => (
          <Candidates key={line.id} line={line} />
        ))}
      {lines.some(({ openDrift }) => openDrift > 0) && <RepositoryDrift {...{ registry, repository }} />}
    </div>
  )
}

function Candidates({ line }: { line: Line }) {
  const query = useInfiniteQuery(goldenQueries.versions(line.id))
  const versions = query.data?.pages.flatMap((page) => page.items) ?? []
  const candidates = versions.filter(({ state }) => state === 'candidate')
  return (
    <Panel>
      <PanelHeader title={<span className="wrap-anywhere">Candidates of {line.name}</span>} />
      {query.isPending && <SkeletonRows rows={2} columns={4} />}
      {query.isError && candidates.length === 0 && (
        <FailedState title="The candidates could not be loaded" query={query} />
      )}
      {candidates.length > 0 && <VersionTable versions={candidates} />}
      <MoreRows query={query} what="versions" />
    </Panel>
  )
}

function RepositoryDrift({ registry, repository }: RepositoryGoldenProps) {
  const query = useQuery(afterQueries.driftOf(registry, repository))
  const items = query.data?.items ?? []
  return (
    <Panel>
      <PanelHeader title="Drift" description="Where the registry is no longer as a golden version has it." />
      {query.isPending && <SkeletonRows rows={2} columns={4} />}
      {query.isError && items.length === 0 && (
        <FailedState title="The drift could not be loaded" query={query} />
      )}
      {items.length > 0 && <DriftTable items={items} />}
      {query.data?.nextCursor != null && (
        <p className="border-t border-line px-4 py-2 text-muted">
          There is more under{' '}
          <AppLink href="/golden/drift" className="text-link">
            Drift
          </AppLink>
          .
        </p>
      )}
    </Panel>
  )
}

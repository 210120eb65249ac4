'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { BadgeCheck, ScanSearch } from 'lucide-react'
import { Suspense, useMemo, useState } from 'react'
import { GOLDEN, GOLDEN_DRIFT, goldenPolicyHref, lineEditHref, repositoryHref } from '../../shell/addresses'
import { PageFrame } from '../../shell/page-frame'
import { Badge } from '../../ui/badge'
import { ButtonLink } from '../../ui/button-link'
import { EmptyState } from '../../ui/empty-state'
import { FailedState } from '../../ui/failed-state'
import { GatedButton } from '../../ui/gated-button'
import { AppLink } from '../../ui/link'
import { MoreRows } from '../../ui/more-rows'
import { Notice } from '../../ui/notice'
import { onDemand, usePreload } from '../../ui/on-demand'
import { Panel, PanelHeader } from '../../ui/panel'
import { Skeleton, SkeletonRows } from '../../ui/skeleton'
import { ChannelHistory } from '../channel/channel-history'
import { ChannelLadder } from '../channel/channel-ladder'
import { SnippetPanel } from '../evidence/snippet-panel'
import { goldenQueries, type Line } from '../queries'
import { counted } from '../words'
import { CurrentPanel } from './current-panel'
import { useCheckLine, usePublishLine } from './use-line-actions'
import { VersionTable } from './version-table'

const NominateDialog = onDemand(() => import('../nominate-dialog').then((module) => module.NominateDialog))
const ArchiveDialog = onDemand(() => import('./archive-dialog').then((module) => module.ArchiveDialog))

/** A line: the version in force, its channels, and every version there was. */
export function LineView({ id, url }: { id: string; url: string }) {
  const query = useQuery(goldenQueries.line(id))
  if (query.data) return <Loaded line={query.data} url={url} />
  return (
    <PageFrame title="Line" crumbs={[{ label: 'Golden', href: GOLDEN }, { label: 'Line' }]}>
      <Panel>
        {query.error ? (
          <FailedState title="The line could not be loaded" query={query} />
        ) : (
          <Skeleton className="m-4 h-60" />
        )}
      </Panel>
    </PageFrame>
  )
}

function Loaded({ line, url }: { line: Line; url: string }) {
  const [opened, setOpened] = useState<'nominate' | 'archive' | null>(null)
  usePreload(NominateDialog)
  const { registry, repository } = line
  const close = () => setOpened(null)
  return (
    <PageFrame
      title={line.name}
      crumbs={[{ label: 'Golden', href: GOLDEN }, { label: line.name }]}
      meta={<Meta line={line} />}
      actions={<Actions line={line} onOpen={setOpened} />}
    >
      <Notices line={line} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_400px]">
        <div className="flex min-w-0 flex-col gap-4">
          <CurrentPanel line={line} />
          <ChannelLadder line={line.id} />
          <Versions line={line} />
          <ChannelHistory line={line.id} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <SnippetPanel {...{ url, registry, repository }} />
        </div>
      </div>
      <Suspense>
        {opened === 'nominate' && (
          <NominateDialog {...{ registry, repository }} line={line.id} tag="" digest={null} onClose={close} />
        )}
        {opened === 'archive' && <ArchiveDialog line={line} onClose={close} />}
      </Suspense>
    </PageFrame>
  )
}

function Meta({ line }: { line: Line }) {
  const { registry, repository, policy, description, isPublished, archivedAt, tagPattern } = line
  return (
    <>
      {archivedAt !== null && <Badge>archived</Badge>}
      {!isPublished && <Badge tone="info">draft</Badge>}
      <AppLink href={repositoryHref(registry, repository)} className="text-link wrap-anywhere">
        {registry}/{repository}
      </AppLink>
      <span>
        by{' '}
        <AppLink href={goldenPolicyHref(policy.id)} className="text-link">
          {policy.name}
        </AppLink>
        , version {policy.version}
      </span>
      {tagPattern !== null && (
        <span>
          nominates <code className="font-mono text-xs">{tagPattern}</code> by itself
        </span>
      )}
      {description !== '' && <span className="wrap-anywhere">{description}</span>}
    </>
  )
}

interface ActionsProps {
  line: Line
  onOpen: (what: 'nominate' | 'archive') => void
}

function Actions({ line, onOpen }: ActionsProps) {
  const { can, isPublished, archivedAt } = line
  const publish = usePublishLine(line)
  const check = useCheckLine(line)
  if (archivedAt !== null) return null
  return (
    <>
      <GatedButton
        can={can.promote}
        variant="ghost"
        icon={<ScanSearch className="size-4" />}
        isPending={check.isPending}
        title="Ask the registry whether everything golden is as it should be"
        onClick={() => check.mutate()}
      >
        Check now
      </GatedButton>
      {can.edit.allowed ? (
        <ButtonLink href={lineEditHref(line.id)}>Settings</ButtonLink>
      ) : (
        <GatedButton can={can.edit}>Settings</GatedButton>
      )}
      <GatedButton can={can.publish} onClick={() => onOpen('archive')}>
        Archive…
      </GatedButton>
      {isPublished ? (
        <GatedButton
          can={can.nominate}
          variant="primary"
          icon={<BadgeCheck className="size-4" />}
          onClick={() => onOpen('nominate')}
        >
          Nominate…
        </GatedButton>
      ) : (
        <GatedButton
          can={can.publish}
          variant="primary"
          isPending={publish.isPending}
          onClick={() => publish.mutate()}
        >
          Publish
        </GatedButton>
      )}
    </>
  )
}

function Notices({ line }: { line: Line }) {
  const { openDrift, isPublished, archivedAt } = line
  return (
    <>
      {openDrift > 0 && (
        <Notice
          tone="danger"
          title={`The registry has drifted in ${counted(openDrift, ['place', 'places'])}`}
          actions={
            <ButtonLink size="sm" href={`${GOLDEN_DRIFT}?line=${line.id}`}>
              Look and repair
            </ButtonLink>
          }
        />
      )}
      {!isPublished && archivedAt === null && (
        <Notice title="A draft">Nothing can be nominated before an owner publishes the line.</Notice>
      )}
      {archivedAt !== null && (
        <Notice title="Archived">Nothing is nominated here any more, and nothing of it is protected.</Notice>
      )}
    </>
  )
}

function Versions({ line }: { line: Line }) {
  const query = useInfiniteQuery(goldenQueries.versions(line.id))
  const versions = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  return (
    <Panel>
      <PanelHeader title="Versions" description="The newest first; none is ever taken off the list." />
      {query.isPending && <SkeletonRows rows={4} columns={4} />}
      {query.isError && versions.length === 0 && (
        <FailedState title="The versions could not be loaded" query={query} />
      )}
      {query.isSuccess && versions.length === 0 && (
        <EmptyState title="No version yet">
          Nominate a tag from here, from a tag’s row, by API, or by a tag pattern of the line.
        </EmptyState>
      )}
      {versions.length > 0 && <VersionTable versions={versions} />}
      <MoreRows query={query} what="versions" />
    </Panel>
  )
}

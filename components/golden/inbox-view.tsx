'use client'

import { useQuery } from '@tanstack/react-query'
import { BadgeCheck, Clock, Inbox, ShieldQuestion, Undo2 } from 'lucide-react'
import { versionHref } from '../shell/addresses'
import { PageFrame } from '../shell/page-frame'
import { ButtonLink } from '../ui/button-link'
import { DigestText } from '../ui/digest-text'
import { EmptyState } from '../ui/empty-state'
import { FailedState } from '../ui/failed-state'
import { AppLink } from '../ui/link'
import { Panel } from '../ui/panel'
import { RelativeTime } from '../ui/relative-time'
import { SkeletonRows } from '../ui/skeleton'
import { goldenQueries, type InboxItem } from './queries'
import { VersionBadge } from './version-badge'

const KINDS = {
  approve: { label: 'Approve', icon: BadgeCheck },
  'grant-waiver': { label: 'Grant a waiver', icon: ShieldQuestion },
  restore: { label: 'Restore', icon: Undo2 },
  extend: { label: 'Extend', icon: Clock },
} as const

/** What waits for a decision of whoever looks, the longest waiting first. */
export function InboxView() {
  const query = useQuery(goldenQueries.inbox())
  const { data, error } = query
  return (
    <PageFrame
      title="Waiting for me"
      meta="What only somebody like you can decide, the longest waiting first."
    >
      <Panel aria-label="Waiting for me">
        {query.isPending && <SkeletonRows rows={4} columns={3} />}
        {!data && error && <FailedState title="What waits could not be loaded" query={query} />}
        {data?.items.length === 0 && (
          <EmptyState icon={<Inbox aria-hidden="true" />} title="Nothing waits for you">
            Candidates that need your approval, waivers and restorations that need a second person show here.
          </EmptyState>
        )}
        <ul>
          {data?.items.map((item) => (
            <InboxRow key={`${item.kind} ${item.version.id} ${item.since}`} item={item} />
          ))}
        </ul>
      </Panel>
    </PageFrame>
  )
}

function InboxRow({ item: { kind, version, since, says } }: { item: InboxItem }) {
  const { label, icon: Icon } = KINDS[kind]
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-b-0 hover:bg-hover">
      <span className="flex size-8 shrink-0 items-center justify-center rounded-md bg-sunken text-muted">
        <Icon aria-hidden="true" className="size-4" />
      </span>
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <AppLink href={versionHref(version.id)} className="truncate font-medium hover:underline">
            {version.line.name} {version.name}
          </AppLink>
          <VersionBadge state={version.state} isExpiring={version.isExpiring} />
          <DigestText digest={version.digest} />
        </p>
        <p className="wrap-anywhere text-muted">{says}</p>
      </div>
      <span className="text-xs text-muted">
        waits since <RelativeTime at={since} />
      </span>
      <ButtonLink size="sm" href={versionHref(version.id)}>
        {label}…
      </ButtonLink>
    </li>
  )
}

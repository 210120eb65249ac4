'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Output } from '@/lib/api/client/api'
import { problemOf } from '@/lib/api/client/problem-error'
import { GOLDEN_POLICIES, goldenPolicyEditHref } from '../../shell/addresses'
import { PageFrame } from '../../shell/page-frame'
import { Badge } from '../../ui/badge'
import { ButtonLink } from '../../ui/button-link'
import { DigestText } from '../../ui/digest-text'
import { FailedState } from '../../ui/failed-state'
import { GatedButton } from '../../ui/gated-button'
import { Panel, PanelHeader } from '../../ui/panel'
import { ProblemNotice } from '../../ui/problem-notice'
import { RelativeTime } from '../../ui/relative-time'
import { Skeleton } from '../../ui/skeleton'
import { toast } from '../../ui/toast'
import { goldenQueries } from '../queries'
import { counted } from '../words'
import { changesOf } from './policy-draft'
import { PolicySummary } from './policy-summary'

type Policy = Output<'getGoldenPolicy'>

/** A policy: what it asks now, and everything that was published of it. */
export function PolicyView({ id }: { id: string }) {
  const query = useQuery(goldenQueries.policy(id))
  if (query.data) return <Loaded policy={query.data} />
  return (
    <PageFrame title="Policy" crumbs={[{ label: 'Policies', href: GOLDEN_POLICIES }, { label: 'Policy' }]}>
      <Panel>
        {query.error ? (
          <FailedState title="The policy could not be loaded" query={query} />
        ) : (
          <Skeleton className="m-4 h-60" />
        )}
      </Panel>
    </PageFrame>
  )
}

function Loaded({ policy }: { policy: Policy }) {
  const [shown, setShown] = useState(policy.latestVersion)
  const catalogue = useQuery(goldenQueries.catalogue())
  const version = useQuery({
    ...goldenQueries.policyVersion(policy.id, shown),
    enabled: shown !== policy.latestVersion,
  })
  const document = shown === policy.latestVersion ? policy.latest.document : version.data?.document
  return (
    <PageFrame
      title={policy.name}
      crumbs={[{ label: 'Policies', href: GOLDEN_POLICIES }, { label: policy.name }]}
      meta={
        <>
          {policy.archivedAt !== null && <Badge>archived</Badge>}
          {policy.description !== '' && <span className="wrap-anywhere">{policy.description}</span>}
          <span>judges {counted(policy.lineCount, ['line', 'lines'])}</span>
        </>
      }
      actions={
        <>
          <ArchiveButton policy={policy} />
          {policy.can.publish.allowed ? (
            <ButtonLink variant="primary" href={goldenPolicyEditHref(policy.id)}>
              Write version {policy.latestVersion + 1}
            </ButtonLink>
          ) : (
            <GatedButton can={policy.can.publish}>Write version {policy.latestVersion + 1}</GatedButton>
          )}
        </>
      }
    >
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_360px]">
        <div className="flex min-w-0 flex-col gap-4">
          <p className="text-muted">
            Version {shown}
            {shown === policy.latestVersion ? ', the newest' : ', which has been replaced'}
          </p>
          {document && <PolicySummary document={document} catalogue={catalogue.data?.items ?? []} />}
          {!document && version.error && <ProblemNotice error={version.error} />}
          {!document && !version.error && <Skeleton className="h-60" />}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          {document && shown !== policy.latestVersion && (
            <Panel>
              <PanelHeader title="What the newest changed" />
              <ul className="list-disc py-3 pr-4 pl-8">
                {changesOf(document, policy.latest.document).map((change) => (
                  <li key={change}>{change}</li>
                ))}
              </ul>
            </Panel>
          )}
          <Versions policy={policy} shown={shown} onShow={setShown} />
        </div>
      </div>
    </PageFrame>
  )
}

interface VersionsProps {
  policy: Policy
  shown: number
  onShow: (version: number) => void
}

function Versions({ policy, shown, onShow }: VersionsProps) {
  return (
    <Panel>
      <PanelHeader title="Versions" description="Each named by the digest of what it says." />
      <ul>
        {policy.versions.map(({ version, digest, reason, publishedBy, publishedAt }) => (
          <li
            key={version}
            className="border-b border-line px-4 py-2 last:border-b-0 has-aria-pressed:bg-selected"
          >
            <p className="flex items-center gap-2">
              <button
                type="button"
                aria-pressed={version === shown || undefined}
                onClick={() => onShow(version)}
                className="font-medium hover:underline"
              >
                Version {version}
              </button>
              <DigestText digest={digest} className="ml-auto" />
            </p>
            <p className="wrap-anywhere text-muted">“{reason}”</p>
            <p className="text-xs text-faint">
              {publishedBy}, <RelativeTime at={publishedAt} />
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function ArchiveButton({ policy }: { policy: Policy }) {
  const client = useQueryClient()
  const isArchived = policy.archivedAt !== null
  const change = useMutation({
    mutationFn: () =>
      api('updateGoldenPolicy', { params: { policy: policy.id }, body: { isArchived: !isArchived } }),
    onSuccess: () => toast.success(isArchived ? 'Brought back' : 'Archived', { description: policy.name }),
    onError: (error) => toast.failure('Nothing was changed', { description: problemOf(error).detail }),
    onSettled: () => client.invalidateQueries({ queryKey: goldenQueries.all }),
  })
  return (
    <GatedButton can={policy.can.publish} isPending={change.isPending} onClick={() => change.mutate()}>
      {isArchived ? 'Bring back' : 'Archive'}
    </GatedButton>
  )
}

'use client'

import { useQuery } from '@tanstack/react-query'
import { registryHref, repositoryHref } from '@/components/shell/addresses'
import { FailedState } from '@/components/ui/failed-state'
import { formatDuration } from '@/components/ui/format-time'
import { GatedButton } from '@/components/ui/gated-button'
import { KeyValueList } from '@/components/ui/key-value-list'
import { AppLink } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { Progress } from '@/components/ui/progress'
import { RelativeTime } from '@/components/ui/relative-time'
import { Skeleton } from '@/components/ui/skeleton'
import { useNow } from '@/components/ui/use-now'
import { FailureTable } from './failure-table'
import { isActive, type JobDetail } from './is-active'
import { elapsedMs, paceText, progressText, remainingMs } from './job-state'
import { jobTitle } from './job-words'
import { jobQueries } from './queries'
import { StateBar } from './state-bar'
import { StatusBadge } from './status-badge'
import { useCancelJob } from './use-cancel-job'
import { useRefreshAfterJob } from './use-refresh-after-job'
import { useRetryJob } from './use-retry-job'

/** One job: how far it is or what came of it, and what failed on the way. */
export function JobView({ id }: { id: string }) {
  const query = useQuery(jobQueries.one(id))
  const { data: job, error } = query
  useRefreshAfterJob(job)

  if (!job) {
    return error ? (
      <FailedState title="The job could not be loaded" query={query} />
    ) : (
      <Skeleton className="h-24" />
    )
  }
  return (
    <div className="flex flex-col gap-5">
      {error && <ProblemNotice error={error} />}
      <JobPanel job={job} />
      {job.problem && (
        <Notice tone="danger" title={job.problem.message}>
          <span className="font-mono text-xs">{job.problem.code}</span>
        </Notice>
      )}
      {(job.failures.length > 0 || job.failed > 0) && <FailureTable job={job} />}
    </div>
  )
}

function JobPanel({ job }: { job: JobDetail }) {
  const isRunning = isActive(job)
  const now = useNow(isRunning)
  const cancel = useCancelJob()
  const took = now > 0 ? elapsedMs(job, now) : null
  const left = remainingMs(job)
  const retry = useRetryJob()

  return (
    <Panel>
      <PanelHeader
        title={<StatusBadge status={job.status} />}
        actions={
          isRunning ? (
            <GatedButton
              can={job.can.cancel}
              isPending={cancel.isPending || job.status === 'cancelling'}
              onClick={() => cancel.mutate(job.id)}
            >
              {job.status === 'cancelling' ? 'Stopping' : 'Stop job'}
            </GatedButton>
          ) : (
            job.status !== 'succeeded' && (
              <GatedButton
                can={job.can.retry}
                isPending={retry.isPending}
                onClick={() => retry.mutate(job.id)}
              >
                {job.failed > 0 ? 'Retry what failed' : 'Run again'}
              </GatedButton>
            )
          )
        }
      />
      {isRunning && (
        <div className="flex flex-col gap-1.5 border-b border-line p-4">
          <Progress label={jobTitle(job)} done={job.done} total={job.total} className="h-1.5" />
          <p className="flex justify-between gap-4 text-muted" aria-live="off">
            <span>
              {job.phase}, {progressText(job)}
            </span>
            {job.status === 'running' && (
              <span>{left === null ? 'time left unknown' : `about ${formatDuration(left)} left`}</span>
            )}
          </p>
        </div>
      )}
      {job.total !== null && job.total > 1 && (
        <div className="border-b border-line p-4">
          <StateBar job={job} />
        </div>
      )}
      <div className="p-4">
        <KeyValueList items={factsOf(job, took)} />
      </div>
    </Panel>
  )
}

function factsOf(job: JobDetail, took: number | null) {
  return [
    { label: 'About', value: <Subject job={job} /> },
    {
      label: 'Done',
      value: `${progressText(job)}${job.failed > 0 ? `, ${job.failed.toLocaleString('en')} failed` : ''}`,
    },
    ...(job.status === 'running' ? [{ label: 'Pace', value: paceText(job) }] : []),
    ...(job.queuePosition === null
      ? []
      : [{ label: 'Place in the queue', value: job.queuePosition.toLocaleString('en') }]),
    { label: 'Started by', value: job.createdBy },
    { label: 'Asked for', value: <RelativeTime at={job.createdAt} /> },
    { label: 'Started', value: <RelativeTime at={job.startedAt} absent="not yet" /> },
    { label: 'Finished', value: <RelativeTime at={job.finishedAt} absent="not yet" /> },
    { label: 'Took', value: took === null ? 'unknown' : formatDuration(took) },
    { label: 'Job', value: <code className="font-mono text-xs">{job.id}</code> },
  ]
}

function Subject({ job }: { job: JobDetail }) {
  if (job.registry === null) return <>a registry that was removed</>
  const href =
    job.repository === null ? registryHref(job.registry) : repositoryHref(job.registry, job.repository)
  return (
    <AppLink href={href} className="text-link">
      {job.repository ?? job.registry}
    </AppLink>
  )
}

import 'server-only'
import { z } from 'zod'
import type { Page } from '@/lib/core/paging'
import type { JobDetail } from '@/lib/jobs/use-cases/get-job'
import type { ShownJob } from '@/lib/jobs/use-cases/shown-job'
import { presentAllowed } from './allowed'
import { presentPage } from './page'
import { presentProblem } from './problem'

const repositoryOf = z.object({ repository: z.string().nullish() })

export function presentJob(job: ShownJob) {
  return {
    id: job.id,
    kind: job.kind,
    registry: job.registry,
    repository: repositoryOf.parse(JSON.parse(job.input)).repository ?? null,
    status: job.status,
    phase: job.phase,
    total: job.total,
    done: job.done,
    failed: job.failed,
    problem: presentProblem(job.problem_code),
    createdBy: job.created_by,
    createdAt: job.created_at,
    startedAt: job.started_at,
    finishedAt: job.finished_at,
    itemsPerMinute: job.itemsPerMinute,
    queuePosition: job.queuePosition,
    can: { cancel: presentAllowed(job.canCancel), retry: presentAllowed(job.canRetry) },
  }
}

export function presentJobPage(page: Page<ShownJob>) {
  return presentPage(page, presentJob)
}

export function presentJobDetail(job: JobDetail) {
  const failures = job.failures.map(({ key, problem_code }) => ({
    key,
    ...(presentProblem(problem_code) ?? { code: 'internal', message: 'It did not work.' }),
  }))
  return { ...presentJob(job), failures }
}

'use client'
import { type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { jobQueries } from '@/components/jobs/queries'
import { problemOf } from '@/lib/api/client/problem-error'
import { toast } from '../../ui/toast'

interface Sync {
  /** A job that was under way when the page was drawn. */
  readonly activeJobId: string | null
  readonly start: () => Promise<{ jobId: string }>
  /** What the job makes new. */
  readonly refreshes: QueryKey
}

/** Starts a comparison with the registry, follows its job, and shows the new state when it ends. */
export function useSync({ activeJobId, start, refreshes }: Sync) {
  const [jobId, setJobId] = useState(activeJobId)
  const queries = useQueryClient()
  const router = useRouter()

  const mutation = useMutation({
    mutationFn: start,
    onSuccess: (answer) => setJobId(answer.jobId),
    onError: (error) => toast.failure('Could not start to sync', { description: problemOf(error).detail }),
  })
  const { data: job } = useQuery({ ...jobQueries.one(jobId ?? ''), enabled: jobId !== null })

  const finished = job && job.id === jobId && job.finishedAt !== null ? job : undefined
  useEffect(() => {
    if (!finished) return
    setJobId(null)
    if (finished.status === 'failed') {
      toast.failure('The sync failed', { description: finished.problem?.message ?? finished.phase })
    }
    void queries.invalidateQueries({ queryKey: refreshes })
    router.refresh()
  }, [finished, queries, refreshes, router])

  return {
    start: () => mutation.mutate(),
    isRunning: mutation.isPending || jobId !== null,
    job: jobId === null ? undefined : job,
  }
}

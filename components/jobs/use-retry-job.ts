'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { jobHref } from '@/components/shell/addresses'
import { toast } from '@/components/ui/toast'
import { useGo } from '@/components/ui/use-go'
import { api } from '@/lib/api/client/api'
import { problemOf } from '@/lib/api/client/problem-error'
import { jobQueries } from './queries'

/** Does what failed once more and goes to the job that does it. */
export function useRetryJob() {
  const client = useQueryClient()
  const go = useGo()
  return useMutation({
    mutationFn: (job: string) => api('retryJob', { params: { job } }),
    onSuccess: ({ jobId }) => go(jobHref(jobId)),
    onError: (error) => toast.failure('It was not started again', { description: problemOf(error).detail }),
    onSettled: () => client.invalidateQueries({ queryKey: jobQueries.all }),
  })
}

'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { api } from '@/lib/api/client/api'
import { problemOf } from '@/lib/api/client/problem-error'
import { jobQueries } from './queries'

export function useCancelJob() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (job: string) => api('cancelJob', { params: { job } }),
    onSuccess: () => toast.info('The job stops', { description: 'What it has indexed so far stays.' }),
    onError: (error) => toast.failure('The job was not stopped', { description: problemOf(error).detail }),
    onSettled: () => client.invalidateQueries({ queryKey: jobQueries.all }),
  })
}

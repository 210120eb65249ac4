'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isActive, type Job } from './is-active'
import { JOB_LIST_KEY } from './query-keys'

/** Once a job has ended, everything that was read from the index before is read again. */
export function useRefreshAfterJob(job: Pick<Job, 'id' | 'status'> | undefined): void {
  const client = useQueryClient()
  const hasEnded = job !== undefined && !isActive(job)
  useEffect(() => {
    if (!hasEnded) return
    void client.invalidateQueries({ queryKey: ['registry-list'] })
    void client.invalidateQueries({ queryKey: ['registries'] })
    void client.invalidateQueries({ queryKey: JOB_LIST_KEY })
  }, [client, hasEnded])
}

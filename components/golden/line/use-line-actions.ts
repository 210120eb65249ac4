'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client/api'
import { problemOf } from '@/lib/api/client/problem-error'
import { lineHref } from '../../shell/addresses'
import { toast } from '../../ui/toast'
import { useGo } from '../../ui/use-go'
import { goldenQueries, type Line } from '../queries'

export interface LineDraft {
  readonly registry: string
  readonly repository: string
  readonly name: string
  readonly description: string
  readonly policy: string
  /** Empty for none. */
  readonly tagPattern: string
  readonly hasPins: boolean
  readonly onMissing: Line['onMissing']
  readonly isPublished: boolean
}

function useRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: goldenQueries.all })
}

/** Saves a line, new or there, and goes to it. */
export function useSaveLine(line: Line | null) {
  const refresh = useRefresh()
  const go = useGo()
  return useMutation({
    mutationFn: ({ registry, repository, tagPattern, ...draft }: LineDraft) => {
      const body = { ...draft, tagPattern: tagPattern.trim() === '' ? null : tagPattern.trim() }
      return line === null
        ? api('createLine', { body: { ...body, registry, repository } })
        : api('updateLine', { params: { line: line.id }, body: { ...body, ifRevision: line.revision } })
    },
    onSuccess: (saved) => {
      toast.success(line === null ? 'The line is there' : 'The line was changed', { description: saved.name })
      go(lineHref(saved.id))
    },
    onSettled: refresh,
  })
}

/** Lets things be nominated into a line that was a draft. */
export function usePublishLine(line: Line) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: () =>
      api('updateLine', {
        params: { line: line.id },
        body: { isPublished: true, ifRevision: line.revision },
      }),
    onSuccess: () => toast.success('Published', { description: line.name }),
    onSettled: refresh,
  })
}

/** Ends a line. */
export function useArchiveLine(line: Line, onDone: () => void) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (reason: string) =>
      api('archiveLine', { params: { line: line.id }, body: { reason, ifRevision: line.revision } }),
    onSuccess: () => {
      toast.success('Archived', { description: line.name })
      onDone()
    },
    onSettled: refresh,
  })
}

/** Has the registry asked now whether everything golden is as it should be. */
export function useCheckLine(line: Line) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: () => api('checkLine', { params: { line: line.id } }),
    onSuccess: ({ open, unknown }) => {
      if (open > 0) toast.failure('The registry has drifted', { description: `In ${open} places.` })
      else if (unknown.length > 0) {
        toast.info('The registry did not answer for everything', {
          description: unknown.slice(0, 3).join(', '),
        })
      } else toast.success('Everything golden is as it should be')
    },
    onError: (error) => toast.failure('It could not be checked', { description: problemOf(error).detail }),
    onSettled: refresh,
  })
}

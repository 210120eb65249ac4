'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client/api'
import { problemOf } from '@/lib/api/client/problem-error'
import { repositorySlug } from '@/lib/oci/slug'
import { jobHref } from '../../shell/addresses'
import { toast } from '../../ui/toast'
import { useGo } from '../../ui/use-go'
import { type BrokenManifest, type DanglingManifest, garbageQueries } from './queries'

/** Starts a check of everything the tags of a registry name. */
export function useVerify(registry: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api('verifyRegistry', { params: { registry } }),
    onError: (error) => toast.failure('The check was not started', { description: problemOf(error).detail }),
    onSettled: () => client.invalidateQueries({ queryKey: garbageQueries.all(registry) }),
  })
}

/** Puts back what a tagged manifest has lost. */
export function useRepair(registry: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ repository, digest }: BrokenManifest) =>
      api('repairManifest', { params: { registry, repository: repositorySlug(repository), digest } }),
    onSuccess: ({ restored, stillMissing }) => {
      if (stillMissing > 0)
        toast.failure('Something is still missing', { description: 'Push the image again.' })
      else
        toast.success('The image is whole again', {
          description: `${restored.length} manifests were put back; no tag was moved.`,
        })
    },
    onError: (error) => toast.failure('It was not repaired', { description: problemOf(error).detail }),
    onSettled: () => client.invalidateQueries({ queryKey: garbageQueries.all(registry) }),
  })
}

/** What fits into one request. */
const PER_DELETION_MAX = 500

/** Deletes dangling manifests by digest: one deletion for each repository, each checked again before it acts. */
export function useRemoveDangling(registry: string, onDone: () => void) {
  const client = useQueryClient()
  const go = useGo()
  return useMutation({
    mutationFn: async (manifests: readonly DanglingManifest[]) => {
      const jobs: string[] = []
      for (const [repository, digests] of byRepository(manifests)) {
        for (let start = 0; start < digests.length; start += PER_DELETION_MAX) {
          const body = {
            manifests: digests.slice(start, start + PER_DELETION_MAX),
            reason: 'nothing needs it',
          }
          const params = { registry, repository: repositorySlug(repository) }
          jobs.push((await api('createDeletion', { params, body })).jobId)
        }
      }
      return jobs
    },
    onSuccess: ([first]) => {
      toast.success('Deleting; each is checked again before it goes', {
        ...(first !== undefined && { action: { label: 'Show', onClick: () => go(jobHref(first)) } }),
      })
      onDone()
    },
    onSettled: () => client.invalidateQueries({ queryKey: garbageQueries.all(registry) }),
  })
}

function byRepository(manifests: readonly DanglingManifest[]): ReadonlyMap<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const { repository, digest } of manifests) {
    groups.set(repository, [...(groups.get(repository) ?? []), digest])
  }
  return groups
}

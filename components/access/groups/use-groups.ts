'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { api, type Input } from '@/lib/api/client/api'
import { problemOf } from '@/lib/api/client/problem-error'
import { accessQueries } from '../queries'

function useRefresh() {
  const client = useQueryClient()
  return () =>
    Promise.all(
      [accessQueries.groups().queryKey, accessQueries.grants().queryKey, ['members']].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    )
}

export function useCreateGroup(onDone: () => void) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (group: Input<'createGroup'>['body']) => api('createGroup', { body: group }),
    onSuccess: (group) => {
      toast.success(`${group.name} added`)
      onDone()
    },
    onSettled: refresh,
  })
}

export function useUpdateGroup() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ group, change }: { group: string; change: Input<'updateGroup'>['body'] }) =>
      api('updateGroup', { params: { group }, body: change }),
    onError: (error) => toast.failure('The group was not changed', { description: problemOf(error).detail }),
    onSettled: refresh,
  })
}

export function useDeleteGroup(onDone: () => void) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (group: string) => api('deleteGroup', { params: { group } }),
    onSuccess: () => {
      toast.success('The group is gone, and its grants with it')
      onDone()
    },
    onError: (error) => toast.failure('The group was not removed', { description: problemOf(error).detail }),
    onSettled: refresh,
  })
}

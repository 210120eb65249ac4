'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { api, type Input } from '@/lib/api/client/api'
import { problemOf } from '@/lib/api/client/problem-error'
import { accessQueries, type User } from './queries'

interface Update {
  readonly user: User
  readonly change: Input<'updateUser'>['body']
}

/** Changes a person's role, access or password. Whatever it is, their sessions end. */
export function useUpdateUser(onDone?: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ user, change }: Update) => api('updateUser', { params: { user: user.id }, body: change }),
    onSuccess: (saved) => {
      toast.success(`${saved.name} changed`, { description: 'Their sessions have ended.' })
      onDone?.()
    },
    onError: (error, { user }) =>
      toast.failure(`${user.name} was not changed`, { description: problemOf(error).detail }),
    onSettled: () => client.invalidateQueries({ queryKey: accessQueries.users().queryKey }),
  })
}

'use client'

import { useMutation } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { api } from '@/lib/api/client/api'
import { problemOf } from '@/lib/api/client/problem-error'
import type { User } from './queries'

/** Ends every session of a person. They may sign in again at once. */
export function useEndSessions() {
  return useMutation({
    mutationFn: (user: User) => api('endUserSessions', { params: { user: user.id } }),
    onSuccess: (_, user) =>
      toast.success(`${user.name} is signed out everywhere`, { description: 'They may sign in again.' }),
    onError: (error, user) =>
      toast.failure(`${user.name} is still signed in`, { description: problemOf(error).detail }),
  })
}

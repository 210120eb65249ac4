'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, type Input } from '@/lib/api/client/api'
import { dockerSignInQueries } from './queries'

/** Changes how people sign in to a registry; what is absent stays. */
export function useUpdateSignIn(registry: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Input<'updateDockerSignIn'>['body']) =>
      api('updateDockerSignIn', { params: { registry }, body }),
    onSuccess: (saved) => client.setQueryData(dockerSignInQueries.of(registry).queryKey, saved),
  })
}

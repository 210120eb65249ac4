'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { api, type Input } from '@/lib/api/client/api'
import { problemOf } from '@/lib/api/client/problem-error'
import { accessQueries, type Grant } from './queries'

/** Everything that shows who may what, after a grant was given or taken. */
function useRefresh() {
  const client = useQueryClient()
  return () =>
    Promise.all(
      [accessQueries.grants().queryKey, accessQueries.groups().queryKey, ['members'], ['explain']].map(
        (queryKey) => client.invalidateQueries({ queryKey }),
      ),
    )
}

/** Gives a role to several on several places at once. */
export function useGiveGrants(onDone?: () => void) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (grants: Input<'createGrants'>['body']) => api('createGrants', { body: grants }),
    onSuccess: ({ items }) => {
      if (items.length === 0) toast.info('That was so already')
      else toast.success(items.length === 1 ? 'One grant given' : `${items.length} grants given`)
      onDone?.()
    },
    onError: (error) => toast.failure('Nothing was given', { description: problemOf(error).detail }),
    onSettled: refresh,
  })
}

/** Takes a grant away, with a way back. */
export function useTakeGrant() {
  const refresh = useRefresh()
  const give = useGiveGrants()
  return useMutation({
    mutationFn: (grant: Grant) => api('deleteGrant', { params: { grant: grant.id } }),
    onSuccess: (_, grant) => {
      const { kind, id, name } = grant.principal
      const again = {
        principals: [{ kind, id }],
        scopes: [{ registry: grant.registry, path: grant.path }],
        role: grant.role,
      }
      toast.success(`${name} is no longer ${grant.role} there`, {
        action: { label: 'Undo', onClick: () => give.mutate(again) },
      })
    },
    onError: (error) => toast.failure('It was not taken away', { description: problemOf(error).detail }),
    onSettled: refresh,
  })
}

/** Makes a grant give another role. */
export function useChangeGrant() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ grant, role }: { grant: Grant; role: Grant['role'] }) =>
      api('updateGrant', { params: { grant: grant.id }, body: { role } }),
    onSuccess: (saved) => toast.success(`${saved.principal.name} is ${saved.role} there now`),
    onError: (error) => toast.failure('It was not changed', { description: problemOf(error).detail }),
    onSettled: refresh,
  })
}

'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { toast } from '@/components/ui/toast'
import { api } from '@/lib/api/client/api'
import { type ApiToken, accessQueries } from './queries'

/** `token` is null while the dialog is closed. */
export function RevokeDialog({ token, onClose }: { token: ApiToken | null; onClose: () => void }) {
  const client = useQueryClient()
  const revoke = useMutation({
    mutationFn: (id: string) => api('revokeToken', { params: { token: id } }),
    onSuccess: () => {
      toast.success('The token no longer works')
      void client.invalidateQueries({ queryKey: accessQueries.tokens().queryKey })
      onClose()
    },
  })
  return (
    <ConfirmDialog
      isOpen={token !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Revoke ${token?.name ?? ''}?`}
      actionLabel="Revoke token"
      isPending={revoke.isPending}
      error={revoke.error && <ProblemNotice error={revoke.error} />}
      onConfirm={() => token !== null && revoke.mutate(token.id)}
    >
      <p>
        Everything that uses it is refused from the next request on. A revoked token cannot be brought back.
      </p>
    </ConfirmDialog>
  )
}

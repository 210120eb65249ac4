'use client'

import { useMutation } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { api } from '@/lib/api/client/api'
import { InvitationLink } from './invitation-link'
import type { User } from './queries'

/** Makes a one-time link by which somebody sets a new password. `user` is null while the dialog is closed. */
export function NewLinkDialog({ user, onClose }: { user: User | null; onClose: () => void }) {
  const create = useMutation({
    mutationFn: (userId: string) => api('createInvitation', { params: { user: userId } }),
  })
  const close = () => {
    create.reset()
    onClose()
  }
  return (
    <Dialog
      isOpen={user !== null}
      onOpenChange={(next) => !next && close()}
      title={create.data ? 'Copy the link now' : `Password link for ${user?.name ?? ''}`}
      footer={
        create.data ? (
          <Button variant="primary" onClick={close}>
            I have copied it
          </Button>
        ) : (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button
              variant="primary"
              isPending={create.isPending}
              onClick={() => user !== null && create.mutate(user.id)}
            >
              Make the link
            </Button>
          </>
        )
      }
    >
      {create.data ? (
        <InvitationLink name={user?.name ?? ''} {...create.data} />
      ) : (
        <div className="flex flex-col gap-3 pb-2 text-muted">
          <p>
            Whoever opens the link sets a new password, once, within 72 hours. What they have now works until
            then; earlier links end at once.
          </p>
          <ProblemNotice error={create.error} />
        </div>
      )}
    </Dialog>
  )
}

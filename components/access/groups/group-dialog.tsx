'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Dialog } from '@/components/ui/dialog'
import { FailedState } from '@/components/ui/failed-state'
import { GatedButton } from '@/components/ui/gated-button'
import { Notice } from '@/components/ui/notice'
import { SkeletonRows } from '@/components/ui/skeleton'
import { PrincipalPicker } from '../principal-picker'
import { accessQueries } from '../queries'
import { useDeleteGroup, useUpdateGroup } from './use-groups'

interface GroupDialogProps {
  /** Null while closed. */
  groupId: string | null
  onClose: () => void
}

/** Who is in a group, and adding and removing them. */
export function GroupDialog({ groupId, onClose }: GroupDialogProps) {
  const query = useQuery({
    ...accessQueries.group(groupId ?? ''),
    enabled: groupId !== null,
  })
  const { data, error } = query
  const update = useUpdateGroup()
  const [isRemoving, setRemoving] = useState(false)
  const remove = useDeleteGroup(() => {
    setRemoving(false)
    onClose()
  })
  return (
    <>
      <Dialog
        isOpen={groupId !== null}
        onOpenChange={(next) => !next && onClose()}
        title={data?.name ?? 'Group'}
        description={data?.description}
        footer={
          <>
            {data && (
              <GatedButton can={data.can.manage} variant="danger" onClick={() => setRemoving(true)}>
                Remove group…
              </GatedButton>
            )}
            <Button onClick={onClose}>Close</Button>
          </>
        }
      >
        {!data && !error && <SkeletonRows rows={3} />}
        {!data && error && <FailedState title="The group could not be loaded" query={query} />}
        {data && (
          <div className="flex flex-col gap-4 pb-1">
            {data.can.changeMembers.allowed ? (
              <PrincipalPicker
                label="Add people"
                kind="user"
                value={[]}
                onChange={(people) =>
                  update.mutate({ group: data.id, change: { add: people.map((person) => person.id) } })
                }
              />
            ) : (
              <Notice>{data.can.changeMembers.reason}</Notice>
            )}
            <ul
              aria-label="People in it"
              className="flex flex-col divide-y divide-line rounded-md border border-line"
            >
              {data.people.map((person) => (
                <li key={person.id} className="flex h-9 items-center gap-2 px-3">
                  <span className="min-w-0 truncate font-medium">{person.name}</span>
                  {person.isDisabled && <span className="text-xs text-danger">disabled</span>}
                  {data.can.changeMembers.allowed && (
                    <Button
                      size="sm"
                      className="ml-auto"
                      aria-label={`Remove ${person.name}`}
                      onClick={() => update.mutate({ group: data.id, change: { remove: [person.id] } })}
                    >
                      Remove
                    </Button>
                  )}
                </li>
              ))}
              {data.people.length === 0 && <li className="px-3 py-2 text-muted">Nobody yet.</li>}
            </ul>
          </div>
        )}
      </Dialog>
      {data && (
        <ConfirmDialog
          isOpen={isRemoving}
          onOpenChange={setRemoving}
          title={`Remove ${data.name}?`}
          actionLabel="Remove group"
          onConfirm={() => remove.mutate(data.id)}
          isPending={remove.isPending}
        >
          {data.people.length} people lose what its {data.grants} grants gave them. There is no undo.
        </ConfirmDialog>
      )}
    </>
  )
}

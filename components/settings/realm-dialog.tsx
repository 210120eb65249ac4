'use client'

import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { KeyValueList } from '@/components/ui/key-value-list'

interface RealmDialogProps {
  /** Null while nothing wants confirming. */
  realmOrigin: string | null
  registryUrl: string
  isPending: boolean
  onConfirm: (realmOrigin: string) => void
  onCancel: () => void
}

/** Shows where a registry wants its credentials sent before any are, and asks whether that is right. */
export function RealmDialog({ realmOrigin, registryUrl, isPending, onConfirm, onCancel }: RealmDialogProps) {
  return (
    <ConfirmDialog
      isOpen={realmOrigin !== null}
      onOpenChange={(isOpen) => !isOpen && onCancel()}
      title="Send credentials to this token service?"
      tone="primary"
      actionLabel="Yes, it is ours"
      isPending={isPending}
      onConfirm={() => realmOrigin !== null && onConfirm(realmOrigin)}
    >
      <p>
        The registry hands out access through a token service at another address. Assay would send the user
        name and password there, and from then on to no other.
      </p>
      <KeyValueList
        className="rounded-md border border-line bg-sunken p-3 text-ink"
        items={[
          { label: 'Registry', value: <code className="font-mono text-xs">{registryUrl}</code> },
          {
            label: 'Token service',
            value: <code className="font-mono text-xs font-semibold">{realmOrigin}</code>,
          },
        ]}
      />
    </ConfirmDialog>
  )
}

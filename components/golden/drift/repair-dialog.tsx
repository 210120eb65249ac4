'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client/api'
import { toast } from '../../ui/toast'
import type { Drift } from '../after-queries'
import { goldenQueries } from '../queries'
import { ReasonDialog } from '../reason-dialog'
import { driftTitle } from './drift-words'

/** Makes it as the golden version has it, after saying how. */
export function RepairDialog({ drift, onClose }: { drift: Drift; onClose: () => void }) {
  const client = useQueryClient()
  const repair = useMutation({
    mutationFn: (reason: string) =>
      api('repairDrift', { params: { drift: drift.id }, body: reason === '' ? {} : { reason } }),
    onSuccess: () => {
      toast.success('Repaired', { description: drift.detail })
      onClose()
    },
    onSettled: () =>
      Promise.all(
        [goldenQueries.all, ['registries']].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  })
  return (
    <ReasonDialog
      title={`Repair: ${driftTitle(drift.kind)}`}
      description={drift.detail}
      actionLabel="Repair"
      isReasonOptional
      isPending={repair.isPending}
      error={repair.error}
      onConfirm={(reason) => repair.mutate(reason)}
      onClose={onClose}
    >
      <p className="wrap-anywhere">{drift.repair?.detail}</p>
    </ReasonDialog>
  )
}

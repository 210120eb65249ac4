'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { jobHref } from '@/components/shell/addresses'
import { api } from '@/lib/api/client/api'
import { Button } from '../../ui/button'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { AppLink } from '../../ui/link'
import { Notice } from '../../ui/notice'
import { ProblemNotice } from '../../ui/problem-notice'
import { RelativeTime } from '../../ui/relative-time'
import { toast } from '../../ui/toast'
import { catalogQueries, type Registry } from '../queries'

const NAMES_SHOWN = 12

interface VanishAlertProps {
  registry: string
  alert: NonNullable<Registry['vanishAlert']>
}

/** So much is gone at once that nothing is removed until an admin says that it is right, or it comes back. */
export function VanishAlert({ registry, alert }: VanishAlertProps) {
  const [isAsking, setAsking] = useState(false)
  const [jobId, setJobId] = useState<string>()
  const accept = useAccept({ registry, missing: alert.missing, onStarted: setJobId })
  const count = `${alert.missing.toLocaleString('en')} of ${alert.known.toLocaleString('en')} repositories`
  return (
    <Notice
      tone="danger"
      className="max-sm:flex-col"
      title={`${count} are gone at once`}
      actions={
        <Button
          size="sm"
          variant="danger-quiet"
          disabled={jobId !== undefined}
          onClick={() => setAsking(true)}
        >
          They are really gone…
        </Button>
      }
    >
      <p>
        First noticed <RelativeTime at={alert.since} />: the registry does not have them, or none of their
        tags. That looks like a registry that lost its storage, so Assay removes nothing. When they are back,
        this goes away by itself with the next sync.
      </p>
      <MissingNames {...alert} />
      {jobId !== undefined && (
        <p>
          <AppLink href={jobHref(jobId)} className="text-link">
            A sync that may remove them
          </AppLink>{' '}
          is under way.
        </p>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={`Remove ${count} from the index?`}
        typedText={registry}
        actionLabel="Remove from the index"
        isPending={accept.isPending}
        error={accept.error && <ProblemNotice error={accept.error} />}
        onConfirm={() => accept.mutate(undefined, { onSuccess: () => setAsking(false) })}
      >
        <p>
          A sync asks the registry for each of them once more and removes from the index what it says it does
          not have: at most {alert.missing.toLocaleString('en')} repositories. The history of their tags
          stays.
        </p>
        <MissingNames {...alert} />
        <p>Nothing in the registry is deleted. Who accepted this is written to the audit log.</p>
      </ConfirmDialog>
    </Notice>
  )
}

function MissingNames({ names, missing }: Pick<VanishAlertProps['alert'], 'names' | 'missing'>) {
  const shown = names.slice(0, NAMES_SHOWN)
  const rest = missing - shown.length
  return (
    <p className="mt-1 font-mono text-xs wrap-anywhere">
      {shown.join(', ')}
      {rest > 0 && ` and ${rest.toLocaleString('en')} more`}
    </p>
  )
}

interface Accepting {
  readonly registry: string
  readonly missing: number
  readonly onStarted: (jobId: string) => void
}

function useAccept({ registry, missing, onStarted }: Accepting) {
  const queries = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: () => api('acceptVanished', { params: { registry }, body: { missing } }),
    onSuccess: ({ jobId }) => {
      onStarted(jobId)
      toast.success('A sync removes what is really gone')
    },
    onError: () => {
      void queries.invalidateQueries({ queryKey: catalogQueries.registryKey(registry) })
      router.refresh()
    },
  })
}

'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/api/client/api'
import { toast } from '../ui/toast'
import { goldenQueries, type VersionDetail } from './queries'
import type { RevocationCategory } from './words'

/** Something somebody decides about a version. */
export type Deciding =
  | { readonly verb: 'approve'; readonly reason: string }
  | {
      readonly verb: 'reject' | 'withdraw' | 'cancel-revocation' | 'restore' | 'extend'
      readonly reason: string
    }
  | { readonly verb: 'mark' | 'evaluate' }
  | {
      readonly verb: 'revoke'
      readonly category: RevocationCategory
      readonly reason: string
      /** Epoch ms; at once when absent. */
      readonly at?: number | undefined
    }
  | {
      readonly verb: 'waive'
      readonly requirementId: string
      readonly reason: string
      readonly expiresAt: number
    }
  | { readonly verb: 'grant-waiver'; readonly waiver: string }

const DONE: Readonly<Record<Deciding['verb'], string>> = {
  approve: 'Approved',
  reject: 'Rejected',
  withdraw: 'Withdrawn',
  'cancel-revocation': 'The revocation is called off',
  restore: 'Asked for',
  extend: 'Asked for',
  mark: 'Marked golden',
  evaluate: 'Held against its policy once more',
  revoke: 'Revoked',
  waive: 'The waiver waits for a second person',
  'grant-waiver': 'The waiver holds',
}

/** Sends a decision on exactly what the page shows, and shows what came of it. */
export function useDecide(version: VersionDetail, onDone?: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (deciding: Deciding) => send(version, deciding),
    onSuccess: (after, deciding) => {
      client.setQueryData(goldenQueries.version(version.id).queryKey, after)
      toast.success(doneText(deciding, version, after), { description: `${after.line.name} ${after.name}` })
      onDone?.()
    },
    onSettled: () =>
      Promise.all(
        [goldenQueries.all, ['registries']].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  })
}

/** What it came to: the last approval makes it golden, the second asking restores or extends. */
function doneText(deciding: Deciding, before: VersionDetail, after: VersionDetail): string {
  if (before.state === 'candidate' && after.state === 'golden') return 'It is golden'
  if (deciding.verb === 'restore' && after.state !== 'revoked') return 'Restored'
  if (deciding.verb === 'extend' && after.expiresAt !== before.expiresAt) return 'Extended'
  if (deciding.verb === 'revoke' && deciding.at !== undefined) return 'The revocation is announced'
  return DONE[deciding.verb]
}

function send({ id, revision, basis }: VersionDetail, deciding: Deciding): Promise<VersionDetail> {
  const params = { version: id }
  const ifRevision = revision
  switch (deciding.verb) {
    case 'approve':
      return api('approveVersion', {
        params,
        body: { basis, ...(deciding.reason !== '' && { reason: deciding.reason }) },
      })
    case 'reject':
      return api('rejectVersion', { params, body: { ifRevision, reason: deciding.reason } })
    case 'withdraw':
      return api('withdrawVersion', { params, body: { ifRevision, reason: deciding.reason } })
    case 'cancel-revocation':
      return api('cancelRevocation', { params, body: { ifRevision, reason: deciding.reason } })
    case 'restore':
      return api('restoreVersion', { params, body: { ifRevision, reason: deciding.reason } })
    case 'extend':
      return api('extendVersion', { params, body: { ifRevision, reason: deciding.reason } })
    case 'mark':
      return api('markVersion', { params, body: { ifRevision } })
    case 'evaluate':
      return api('evaluateVersion', { params })
    case 'revoke': {
      const { category, reason, at } = deciding
      return api('revokeVersion', {
        params,
        body: { ifRevision, category, reason, ...(at !== undefined && { at }) },
      })
    }
    case 'waive': {
      const { requirementId, reason, expiresAt } = deciding
      return api('requestWaiver', { params, body: { ifRevision, requirementId, reason, expiresAt } })
    }
    case 'grant-waiver':
      return api('grantWaiver', { params: { ...params, waiver: deciding.waiver }, body: { ifRevision } })
  }
}

'use client'

import { isProblem } from '@/lib/api/client/problem-error'
import { shortDigest } from '@/lib/oci/digest'
import { Button } from '../../ui/button'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { formatAbsolute } from '../../ui/format-time'
import { Notice } from '../../ui/notice'
import { ProblemNotice } from '../../ui/problem-notice'
import type { VersionDetail } from '../queries'
import { ReasonDialog } from '../reason-dialog'
import { useDecide } from '../use-decide'
import { categoryLabel } from '../words'
import { RevokeDialog } from './revoke-dialog'
import { WaiverDialog } from './waiver-dialog'

export type Opened =
  | { readonly what: 'approve' | 'reject' | 'withdraw' | 'mark' | 'revoke' }
  | { readonly what: 'cancel-revocation' | 'restore' | 'extend' }
  | { readonly what: 'waive'; readonly requirementId: string }

interface DecisionDialogProps {
  version: VersionDetail
  opened: Opened
  onClose: () => void
}

/** The window of whatever somebody is about to decide. */
export function DecisionDialog({ version, opened, onClose }: DecisionDialogProps) {
  switch (opened.what) {
    case 'approve':
      return <ApproveDialog version={version} onClose={onClose} />
    case 'mark':
      return <MarkDialog version={version} onClose={onClose} />
    case 'revoke':
      return <RevokeDialog version={version} onClose={onClose} />
    case 'waive':
      return <WaiverDialog version={version} requirementId={opened.requirementId} onClose={onClose} />
    default:
      return <PlainDialog version={version} verb={opened.what} onClose={onClose} />
  }
}

interface PartProps {
  version: VersionDetail
  onClose: () => void
}

function ApproveDialog({ version, onClose }: PartProps) {
  const decide = useDecide(version, onClose)
  const { basis, approvals, approvalsNeeded, policy, policyVersion, tally } = version
  const isStale = isProblem(decide.error, 'precondition-failed')
  return (
    <ReasonDialog
      title={`Approve ${version.line.name} ${version.name}`}
      description="You approve exactly this, and nothing that comes after it."
      actionLabel="Approve"
      isReasonOptional
      isPending={decide.isPending}
      error={isStale ? null : decide.error}
      onConfirm={(reason) => decide.mutate({ verb: 'approve', reason })}
      onClose={onClose}
    >
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        <dt className="text-muted">Digest</dt>
        <dd className="font-mono text-xs">{shortDigest(basis.digest)}</dd>
        <dt className="text-muted">Policy</dt>
        <dd className="wrap-anywhere">
          {policy.name}, version {policyVersion}
        </dd>
        <dt className="text-muted">Requirements</dt>
        <dd>
          {tally.pass} pass, {tally.warn} warn, {tally.waived} waived,{' '}
          {tally.blocking === 0 ? 'none blocks' : `${tally.blocking} block`}
        </dd>
        <dt className="text-muted">Approvals</dt>
        <dd>
          yours would be number {approvals + 1} of {approvalsNeeded}
        </dd>
      </dl>
      {tally.blocking > 0 && (
        <Notice tone="warn">
          It does not become golden while something blocks. An approval is void once what blocks says
          something else.
        </Notice>
      )}
      {isStale && (
        <Notice
          tone="warn"
          title="It has changed since you looked"
          actions={
            <Button size="sm" onClick={onClose}>
              Look again
            </Button>
          }
        >
          Nothing was approved.
        </Notice>
      )}
    </ReasonDialog>
  )
}

function MarkDialog({ version, onClose }: PartProps) {
  const decide = useDecide(version, onClose)
  const { policy } = version
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Mark ${version.name} golden`}
      actionLabel="Mark golden"
      tone="primary"
      isPending={decide.isPending}
      error={decide.error ? <ProblemNotice error={decide.error} /> : undefined}
      onConfirm={() => decide.mutate({ verb: 'mark' })}
    >
      <p>
        It becomes the version of {version.line.name} that is in force
        {policy.validityDays === null ? '' : `, for ${policy.validityDays} days`}. The one before it is
        superseded. Its digest and everything it is made of cannot be deleted from then on.
      </p>
    </ConfirmDialog>
  )
}

type PlainVerb = 'reject' | 'withdraw' | 'cancel-revocation' | 'restore' | 'extend'

const PLAIN: Readonly<
  Record<PlainVerb, { readonly title: string; readonly action: string; readonly tone: 'primary' | 'danger' }>
> = {
  reject: { title: 'Reject', action: 'Reject', tone: 'danger' },
  withdraw: { title: 'Withdraw', action: 'Withdraw', tone: 'danger' },
  'cancel-revocation': { title: 'Call off the revocation of', action: 'Call it off', tone: 'primary' },
  restore: { title: 'Restore', action: 'Restore', tone: 'primary' },
  extend: { title: 'Extend', action: 'Extend', tone: 'primary' },
}

function PlainDialog({ version, verb, onClose }: PartProps & { verb: PlainVerb }) {
  const decide = useDecide(version, onClose)
  const { title, action, tone } = PLAIN[verb]
  return (
    <ReasonDialog
      title={`${title} ${version.line.name} ${version.name}`}
      description={meaningOf(version, verb)}
      actionLabel={action}
      tone={tone}
      isPending={decide.isPending}
      error={decide.error}
      onConfirm={(reason) => decide.mutate({ verb, reason })}
      onClose={onClose}
    >
      {verb === 'restore' && <Pending who={version.pending.restore} />}
      {verb === 'extend' && <Pending who={version.pending.extend} />}
    </ReasonDialog>
  )
}

function Pending({ who }: { who: VersionDetail['pending']['restore'] }) {
  if (who === null) return <Notice>It takes two people: somebody else has to ask for the same.</Notice>
  return <Notice title={`${who.by} has asked for this`}>“{who.reason}” — with you it is done.</Notice>
}

function meaningOf(version: VersionDetail, verb: PlainVerb): string {
  switch (verb) {
    case 'reject':
      return 'It does not become golden. It may be nominated again.'
    case 'withdraw':
      return 'You take your nomination back. It may be nominated again.'
    case 'cancel-revocation':
      return version.revokeAt === null ? '' : `It was to be revoked on ${formatAbsolute(version.revokeAt)}.`
    case 'restore':
      return version.revocation === null
        ? 'It becomes golden again, once two people want it.'
        : `It was revoked (${categoryLabel(version.revocation.category)}): ${version.revocation.reason}`
    case 'extend':
      return version.policy.validityDays === null
        ? 'It stays golden.'
        : `It stays golden for another ${version.policy.validityDays} days, by what its policy finds now.`
  }
}

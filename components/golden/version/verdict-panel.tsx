import { BadgeCheck, CircleDashed } from 'lucide-react'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { RelativeTime } from '../../ui/relative-time'
import { ApprovalMeter } from '../approval-meter'
import type { VersionDetail } from '../queries'
import { VersionBadge } from '../version-badge'
import { categoryLabel } from '../words'

/** Where a version stands, what keeps it from being golden, and who has approved. */
export function VerdictPanel({ version }: { version: VersionDetail }) {
  const { state, isExpiring, blockers, approvalsGiven, approvalsNeeded, policy } = version
  const isOpen = state === 'candidate'
  return (
    <Panel aria-label="Where it stands">
      <div className="flex flex-col gap-3 p-4">
        <div className="flex items-center justify-between gap-3">
          <h2 className="font-semibold">{headOf(version)}</h2>
          <VersionBadge state={state} isExpiring={isExpiring} />
        </div>
        <Fate version={version} />
        {isOpen && blockers.length > 0 && (
          <ul aria-label="What is missing" className="flex flex-col gap-1">
            {blockers.map((blocker) => (
              <li key={blocker} className="flex items-start gap-2 wrap-anywhere">
                <CircleDashed aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn" />
                {blocker}
              </li>
            ))}
          </ul>
        )}
        {isOpen && blockers.length === 0 && (
          <p className="flex items-center gap-2 text-ok">
            <BadgeCheck aria-hidden="true" className="size-4 shrink-0" /> Everything it takes is there.
            Somebody who may approve marks it golden.
          </p>
        )}
      </div>
      {(isOpen || approvalsGiven.length > 0) && (
        <div className="border-t border-line p-4">
          <h3 className="mb-2 text-xs font-medium text-muted">
            Approvals, {approvalsGiven.length} of {approvalsNeeded}
          </h3>
          <ApprovalMeter
            approvals={approvalsGiven}
            needed={isOpen ? approvalsNeeded : approvalsGiven.length}
            groups={policy.approverGroups}
          />
          {isOpen && !version.can.approve.allowed && version.can.approve.reason !== null && (
            <p className="mt-2 text-xs text-muted">You: {version.can.approve.reason}</p>
          )}
        </div>
      )}
    </Panel>
  )
}

const WAITS = {
  checks: 'Something fails',
  evidence: 'Waits for evidence',
  approval: 'Waits for approval',
  nothing: 'Ready',
} as const

function headOf({ state, waitsFor }: VersionDetail): string {
  switch (state) {
    case 'candidate':
      return WAITS[waitsFor ?? 'nothing']
    case 'golden':
      return 'In force'
    case 'superseded':
      return 'A newer version is in force'
    case 'expired':
      return 'Its time is over'
    case 'rejected':
      return 'Not to become golden'
    case 'revoked':
      return 'Not to be used'
  }
}

function Fate({ version }: { version: VersionDetail }) {
  const { state, revocation, revokeAt, expiresAt, isExpiring, pending } = version
  const asked = pending.restore ?? pending.extend
  return (
    <>
      {state === 'revoked' && revocation !== null && (
        <Notice tone="danger" title={categoryLabel(revocation.category)}>
          {revocation.reason}
        </Notice>
      )}
      {state !== 'revoked' && revokeAt !== null && (
        <Notice tone="danger" title="To be revoked">
          <RelativeTime at={revokeAt} />
          {revocation !== null && `: ${revocation.reason}`}
        </Notice>
      )}
      {isExpiring && expiresAt !== null && (
        <Notice tone="warn">
          Its time as golden ends <RelativeTime at={expiresAt} />. Mark a newer version, or extend it.
        </Notice>
      )}
      {asked !== null && (
        <Notice title={`${asked.by} asks to ${pending.restore === null ? 'extend' : 'restore'} it`}>
          “{asked.reason}” It takes a second person.
        </Notice>
      )}
    </>
  )
}

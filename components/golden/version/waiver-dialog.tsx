'use client'

import { useState } from 'react'
import { Field } from '../../ui/field'
import { Input } from '../../ui/input'
import { OutcomeMark } from '../outcome-mark'
import type { VersionDetail } from '../queries'
import { ReasonDialog } from '../reason-dialog'
import { useDecide } from '../use-decide'

const DAY_MS = 24 * 60 * 60 * 1000
const DAYS_FIRST = 14

interface WaiverDialogProps {
  version: VersionDetail
  requirementId: string
  onClose: () => void
}

/** Asks to let one requirement of one version pass for a while. Somebody else has to grant it. */
export function WaiverDialog({ version, requirementId, onClose }: WaiverDialogProps) {
  const decide = useDecide(version, onClose)
  const most = version.policy.waiverDaysMax
  const [days, setDays] = useState(Math.min(DAYS_FIRST, most))
  const finding = version.findings.find((one) => one.requirementId === requirementId)
  const isValid = days >= 1 && days <= most
  return (
    <ReasonDialog
      title={`Waive ${finding?.title ?? requirementId}`}
      description={`For ${version.line.name} ${version.name} only. A second person has to grant it.`}
      actionLabel="Ask for a waiver"
      isReady={isValid}
      isPending={decide.isPending}
      error={decide.error}
      onConfirm={(reason) =>
        decide.mutate({ verb: 'waive', requirementId, reason, expiresAt: Date.now() + days * DAY_MS })
      }
      onClose={onClose}
    >
      {finding && (
        <p className="flex flex-wrap items-center gap-2">
          <OutcomeMark outcome={finding.outcome} /> <span className="text-muted">{finding.detail}</span>
        </p>
      )}
      <Field
        label="Holds for, days"
        hint={`At most ${most}, by the policy.`}
        error={isValid ? undefined : `From 1 to ${most} days.`}
      >
        <Input
          type="number"
          min={1}
          max={most}
          value={Number.isNaN(days) ? '' : days}
          onChange={({ target }) =>
            setDays(target.value === '' ? Number.NaN : Math.trunc(Number(target.value)))
          }
        />
      </Field>
    </ReasonDialog>
  )
}

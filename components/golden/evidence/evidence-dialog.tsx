'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api } from '@/lib/api/client/api'
import { EVIDENCE_BYTES_MAX, EVIDENCE_TYPES, type EvidenceType } from '@/lib/core/evidence-types'
import { shortDigest } from '@/lib/oci/digest'
import { Button } from '../../ui/button'
import { DialogWindow } from '../../ui/dialog-window'
import { Field } from '../../ui/field'
import { Input } from '../../ui/input'
import { ProblemNotice } from '../../ui/problem-notice'
import { SegmentedControl } from '../../ui/segmented-control'
import { toast } from '../../ui/toast'
import { goldenQueries } from '../queries'
import { type ChecklistAnswer, ChecklistFields } from './checklist-fields'
import { ReportFields } from './report-fields'

const WAYS = [
  { value: 'checklist', label: 'Tick off by hand' },
  { value: 'report', label: 'Upload a report' },
] as const

export interface EvidenceSubject {
  readonly registry: string
  readonly repository: string
  readonly digest: string
}

interface EvidenceDialogProps {
  subject: EvidenceSubject
  /** What the policy has people tick off; none for what no policy asks. */
  items: readonly string[]
  onClose: () => void
}

interface Sent {
  readonly type: EvidenceType
  readonly payload: string
}

/** Adds what somebody found out: a report of a tool, or what a person looked at. */
export function EvidenceDialog({ subject, items, onClose }: EvidenceDialogProps) {
  const form = useId()
  const [way, setWay] = useState<'checklist' | 'report'>(items.length > 0 ? 'checklist' : 'report')
  const [answer, setAnswer] = useState<ChecklistAnswer>({ item: items[0] ?? '', isPassed: true })
  const [type, setType] = useState<EvidenceType>(EVIDENCE_TYPES[0])
  const [file, setFile] = useState<File | null>(null)
  const [note, setNote] = useState('')
  const { data: catalogue } = useQuery(goldenQueries.catalogue())
  const add = useAddEvidence(subject, onClose)
  const isTooLarge = file !== null && file.size > EVIDENCE_BYTES_MAX
  const isReady = way === 'checklist' ? answer.item.trim() !== '' : file !== null && !isTooLarge

  const choose = (next: typeof way) => {
    // The field of the file comes back empty, and what it no longer shows must not be sent.
    setFile(null)
    setWay(next)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    const sent = way === 'checklist' ? statementOf(answer) : { type, payload: (await file?.text()) ?? '' }
    add.mutate({ ...sent, note: note.trim() })
  }
  return (
    <DialogWindow
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="lg"
      title="Add evidence"
      description={
        <span className="wrap-anywhere">
          About {subject.repository}@{shortDigest(subject.digest)}, and only about these bytes.
        </span>
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" disabled={!isReady} isPending={add.isPending}>
            Add evidence
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        <SegmentedControl label="How" value={way} onChange={choose} options={WAYS} className="self-start" />
        {way === 'checklist' ? (
          <ChecklistFields items={items} answer={answer} onChange={setAnswer} />
        ) : (
          <ReportFields
            catalogue={catalogue?.items ?? []}
            type={type}
            isTooLarge={isTooLarge}
            onType={setType}
            onFile={setFile}
          />
        )}
        <Field label="Note" isOptional>
          <Input value={note} maxLength={1000} onChange={({ target }) => setNote(target.value)} />
        </Field>
        <ProblemNotice error={add.error} />
      </form>
    </DialogWindow>
  )
}

/** A tick with a name to it, in the plainest form there is. */
function statementOf({ item, isPassed }: ChecklistAnswer): Sent {
  const result = isPassed ? 'PASSED' : 'FAILED'
  return {
    type: 'EVD-007',
    payload: JSON.stringify({ name: item.trim(), result, at: new Date().toISOString() }),
  }
}

function useAddEvidence({ registry, repository, digest }: EvidenceSubject, onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ type, payload, note }: Sent & { note: string }) =>
      api('addEvidence', {
        body: { subject: { registry, repository, digest }, type, payload, ...(note !== '' && { note }) },
      }),
    onSuccess: ({ isKnown, says }) => {
      if (isKnown) toast.info('It was there already', { description: says })
      else toast.success('Evidence added', { description: says })
      onDone()
    },
    onSettled: () => client.invalidateQueries({ queryKey: goldenQueries.all }),
  })
}

'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '@/lib/api/client/api'
import { Badge } from '../../ui/badge'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { Panel, PanelHeader } from '../../ui/panel'
import { ProblemNotice } from '../../ui/problem-notice'
import { SegmentedControl } from '../../ui/segmented-control'
import { Textarea } from '../../ui/textarea'
import type { PolicyDocument } from './queries'

const SOURCES = [
  { value: 'harbor', label: 'Harbor retention' },
  { value: 'ecr', label: 'ECR lifecycle' },
] as const

const KINDS = {
  untranslated: { label: 'Not translated', tone: 'danger' },
  'left-out': { label: 'Left out', tone: 'warn' },
  changed: { label: 'Differs', tone: 'info' },
} as const

/** Takes over a policy of another registry, and says what of it could not be. */
export function ImportPanel({ onTake }: { onTake: (document: PolicyDocument, cron: string | null) => void }) {
  const [from, setFrom] = useState<'harbor' | 'ecr'>('harbor')
  const [text, setText] = useState('')
  const translate = useMutation({ mutationFn: () => api('importRetentionPolicy', { body: { from, text } }) })
  const { data } = translate
  return (
    <Panel>
      <PanelHeader
        title="Take over a policy"
        actions={
          <SegmentedControl label="Where it is from" value={from} onChange={setFrom} options={SOURCES} />
        }
      />
      <div className="flex flex-col gap-3 p-4">
        <Field label="Its JSON">
          <Textarea
            className="font-mono text-xs"
            rows={4}
            spellCheck={false}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </Field>
        {translate.error && <ProblemNotice error={translate.error} />}
        {data && (
          <ul className="flex flex-col gap-1.5 text-xs">
            {data.notes.map(({ kind, where, message }) => (
              <li key={`${kind} ${where} ${message}`} className="flex items-baseline gap-2">
                <Badge tone={KINDS[kind].tone}>{KINDS[kind].label}</Badge>
                <span>
                  <span className="font-mono">{where}</span> {message}
                </span>
              </li>
            ))}
            {data.notes.length === 0 && <li className="text-muted">All of it could be translated.</li>}
          </ul>
        )}
        <div className="flex gap-2">
          <Button
            disabled={text.trim() === ''}
            isPending={translate.isPending}
            onClick={() => translate.mutate()}
          >
            Translate
          </Button>
          {data?.document && (
            <Button variant="primary" onClick={() => data.document && onTake(data.document, data.cron)}>
              Go on with{' '}
              {data.document.rules.length === 1 ? 'one rule' : `${data.document.rules.length} rules`}
            </Button>
          )}
        </div>
        {data && !data.document && <p className="text-xs text-danger">Nothing of it could be translated.</p>}
      </div>
    </Panel>
  )
}

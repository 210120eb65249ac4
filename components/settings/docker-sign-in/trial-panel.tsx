'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { api, type Output } from '@/lib/api/client/api'

const ACTIONS = ['pull', 'push', 'delete'] as const
type Action = (typeof ACTIONS)[number]

/** Asks as a client would, without giving a token out. */
export function TrialPanel({ registry }: { registry: string }) {
  const [repository, setRepository] = useState('')
  const [actions, setActions] = useState<readonly Action[]>(['pull', 'push'])
  const trial = useMutation({
    mutationFn: () =>
      api('tryDockerSignIn', {
        params: { registry },
        body: { repository: repository.trim(), actions: [...actions] },
      }),
  })
  const toggle = (action: Action) =>
    setActions((before) =>
      before.includes(action) ? before.filter((one) => one !== action) : [...before, action],
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    trial.mutate()
  }

  return (
    <Panel>
      <PanelHeader
        title="Try it"
        description="What a token for you would open, decided as it is for real ones. For others, see Access, Explain."
      />
      <form onSubmit={submit} noValidate className="flex flex-col gap-3 p-4">
        <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
          <Field label="Repository" className="min-w-48 flex-1">
            <Input
              value={repository}
              onChange={(event) => setRepository(event.target.value)}
              placeholder="team-a/app"
              spellCheck={false}
              autoComplete="off"
              className="font-mono text-xs"
            />
          </Field>
          <fieldset className="flex h-8 items-center gap-4">
            <legend className="sr-only">Actions</legend>
            {ACTIONS.map((action) => (
              <Checkbox
                key={action}
                label={action}
                checked={actions.includes(action)}
                onChange={() => toggle(action)}
              />
            ))}
          </fieldset>
          <Button
            type="submit"
            isPending={trial.isPending}
            disabled={repository.trim() === '' || actions.length === 0}
          >
            Ask
          </Button>
        </div>
        <div role="status">{trial.data && <Verdict trial={trial.data} />}</div>
        <ProblemNotice error={trial.error} />
      </form>
    </Panel>
  )
}

function Verdict({ trial }: { trial: Output<'tryDockerSignIn'> }) {
  const isAll = trial.refused.length === 0
  return (
    <Notice tone={isAll ? 'ok' : 'warn'} title={verdictOf(trial)}>
      <dl className="mt-1 grid grid-cols-[max-content_1fr] gap-x-4 font-mono text-xs">
        <dt className="font-sans">Asked</dt>
        <dd>{trial.scope}</dd>
        <dt className="font-sans">Granted</dt>
        <dd>{trial.granted || 'nothing'}</dd>
      </dl>
    </Notice>
  )
}

function verdictOf({ refused, granted }: Output<'tryDockerSignIn'>): string {
  if (refused.length === 0) return 'Everything is granted.'
  return granted === '' ? 'Nothing is granted.' : 'Part of it is granted.'
}

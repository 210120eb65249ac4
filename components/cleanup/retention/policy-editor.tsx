'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '@/lib/api/client/api'
import { CLEANUP_POLICIES, policyHref } from '../../shell/addresses'
import { PageFrame } from '../../shell/page-frame'
import { Button } from '../../ui/button'
import { ProblemNotice } from '../../ui/problem-notice'
import { SegmentedControl } from '../../ui/segmented-control'
import { useGo } from '../../ui/use-go'
import { ImportPanel } from './import-panel'
import { type Policy, type PolicyDocument, retentionQueries } from './queries'
import { settled } from './rule-draft'
import { RulesForm } from './rules-form'
import { RulesText } from './rules-text'
import { type Settings, SettingsFields, settingsOf } from './settings-fields'
import { TemplateChoice } from './template-choice'
import { useChecked } from './use-checked'

const VIEWS = [
  { value: 'form', label: 'Form' },
  { value: 'text', label: 'YAML' },
] as const

const EMPTY: PolicyDocument = { rules: [], untaggedOlderThanDays: null, maxPercent: 20 }

/** Writes a policy, new or there, as a form or as YAML; both are the same document. */
export function PolicyEditor({ policy, registries }: { policy?: Policy; registries: readonly string[] }) {
  const go = useGo()
  const client = useQueryClient()
  const [view, setView] = useState<'form' | 'text'>('form')
  const [settings, setSettings] = useState<Settings>(() => settingsOf(policy, registries))
  const [document, setDocument] = useState<PolicyDocument>(policy?.document ?? EMPTY)
  const [text, setText] = useState<string | null>(null)
  const checked = useChecked(text === null ? { document: settled(document) } : { text }, {
    cron: settings.cron,
    timeZone: settings.timeZone,
  })
  const save = useMutation({
    mutationFn: () => {
      const { registry, path, ...rest } = settings
      const body = {
        ...rest,
        cron: settings.cron === '' ? null : settings.cron,
        ...(text === null ? { document: settled(document) } : { text }),
      }
      return policy === undefined
        ? api('createRetentionPolicy', { body: { ...body, registry, path } })
        : api('updateRetentionPolicy', {
            params: { policy: policy.id },
            body: { ...body, ifVersion: policy.version },
          })
    },
    onSuccess: (saved) => {
      void client.invalidateQueries({ queryKey: retentionQueries.all })
      go(policyHref(saved.id))
    },
  })
  const show = (next: 'form' | 'text') => {
    if (next === 'text') setText(checked.data?.text ?? '')
    // A text with faults stays in sight: the form could not show it.
    if (next === 'form' && text !== null) {
      if (checked.data?.document == null) return
      setDocument(checked.data.document)
      setText(null)
    }
    setView(next)
  }
  const start = (next: PolicyDocument) => {
    setDocument(next)
    setText(null)
    setView('form')
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const isNew = policy === undefined
  return (
    <PageFrame
      title={isNew ? 'New retention policy' : `Change ${policy.name}`}
      width="narrow"
      crumbs={[{ label: 'Policies', href: CLEANUP_POLICIES }, { label: isNew ? 'New' : policy.name }]}
    >
      {isNew && document.rules.length === 0 && text === null && (
        <>
          <TemplateChoice onChoose={start} />
          <ImportPanel
            onTake={(taken, cron) => {
              start(taken)
              if (cron !== null) setSettings({ ...settings, cron })
            }}
          />
        </>
      )}
      <form onSubmit={submit} className="flex flex-col gap-5">
        <SettingsFields
          settings={settings}
          registries={registries}
          isNew={isNew}
          schedule={checked.data?.schedule ?? null}
          onChange={setSettings}
        />
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 className="font-semibold">Rules</h2>
          <SegmentedControl label="How to write the rules" value={view} onChange={show} options={VIEWS} />
        </div>
        {view === 'form' ? (
          <RulesForm document={document} issues={checked.data?.issues ?? []} onChange={setDocument} />
        ) : (
          <RulesText text={text ?? ''} checked={checked.data} onChange={setText} />
        )}
        {save.error && <ProblemNotice error={save.error} />}
        <div className="flex items-center gap-3">
          <Button
            type="submit"
            variant="primary"
            isPending={save.isPending}
            disabled={checked.data?.document == null}
          >
            {isNew ? 'Create policy' : 'Save a new version'}
          </Button>
          <Button onClick={() => go(isNew ? CLEANUP_POLICIES : policyHref(policy.id))}>Cancel</Button>
          <p className="text-xs text-muted">Nothing is deleted before a simulation was looked at.</p>
        </div>
      </form>
    </PageFrame>
  )
}

/** The editor of a policy that is there. */
export function EditPolicy({ id, registries }: { id: string; registries: readonly string[] }) {
  const { data } = useQuery(retentionQueries.policy(id))
  return data === undefined ? null : <PolicyEditor key={data.version} policy={data} registries={registries} />
}

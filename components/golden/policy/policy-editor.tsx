'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '@/lib/api/client/api'
import { GOLDEN_POLICIES, goldenPolicyHref } from '../../shell/addresses'
import { PageFrame } from '../../shell/page-frame'
import { Button } from '../../ui/button'
import { FailedState } from '../../ui/failed-state'
import { Field } from '../../ui/field'
import { Input } from '../../ui/input'
import { Notice } from '../../ui/notice'
import { Panel, PanelHeader } from '../../ui/panel'
import { ProblemNotice } from '../../ui/problem-notice'
import { SegmentedControl } from '../../ui/segmented-control'
import { Skeleton } from '../../ui/skeleton'
import { Textarea } from '../../ui/textarea'
import { toast } from '../../ui/toast'
import { useGo } from '../../ui/use-go'
import { type Catalogue, type GoldenPolicy, goldenQueries } from '../queries'
import { changesOf, type PolicyDraft } from './policy-draft'
import { PolicyForm } from './policy-form'
import { PolicyText } from './policy-text'
import { usePolicyDraft } from './use-policy-draft'

const VIEWS = [
  { value: 'form', label: 'Form' },
  { value: 'text', label: 'JSON' },
] as const

/** Writes a new policy, or the next version of one. */
export function PolicyEditor({ id }: { id: string | null }) {
  const catalogue = useQuery(goldenQueries.catalogue())
  const policy = useQuery({ ...goldenQueries.policy(id ?? ''), enabled: id !== null })
  const failed = [catalogue, policy].filter((query) => query.error)
  if (catalogue.data && (id === null || policy.data)) {
    return <Editor key={policy.data?.latestVersion} catalogue={catalogue.data} policy={policy.data ?? null} />
  }
  return (
    <PageFrame title="Policy" width="narrow" crumbs={[{ label: 'Policies', href: GOLDEN_POLICIES }]}>
      {failed[0] ? (
        <Panel>
          <FailedState
            title="The policy could not be loaded"
            query={{
              error: failed[0].error,
              isFetching: failed.some((query) => query.isFetching),
              refetch: () => Promise.all(failed.map((query) => query.refetch())),
            }}
          />
        </Panel>
      ) : (
        <Skeleton className="h-80" />
      )}
    </PageFrame>
  )
}

function Editor({ catalogue, policy }: { catalogue: Catalogue; policy: GoldenPolicy | null }) {
  const go = useGo()
  const before = policy?.latest.document ?? catalogue.starting
  const [name, setName] = useState(policy?.name ?? '')
  const [description, setDescription] = useState(policy?.description ?? '')
  const [reason, setReason] = useState(policy === null ? 'First version' : '')
  const { draft, setDraft, text, fault, view, write, show } = usePolicyDraft(before)
  const publish = usePublish(policy)
  const changes = policy === null ? [] : changesOf(before, draft)
  const isWritten = fault === undefined && (policy === null ? name.trim() !== '' : changes.length > 0)
  const isReady = reason.trim() !== '' && isWritten
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) publish.mutate({ name: name.trim(), description: description.trim(), draft, reason })
  }
  return (
    <PageFrame
      title={policy === null ? 'New golden policy' : `Next version of ${policy.name}`}
      width="narrow"
      crumbs={[{ label: 'Policies', href: GOLDEN_POLICIES }, { label: policy?.name ?? 'New' }]}
      meta={
        policy === null ? 'Starts from what most organisations ask.' : `Version ${policy.latestVersion + 1}.`
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-5">
        {policy === null && (
          <Panel>
            <div className="grid gap-4 p-4 sm:grid-cols-2">
              <Field label="Name">
                <Input value={name} maxLength={100} onChange={({ target }) => setName(target.value)} />
              </Field>
              <Field label="Description" isOptional>
                <Input
                  value={description}
                  maxLength={1000}
                  onChange={({ target }) => setDescription(target.value)}
                />
              </Field>
            </div>
          </Panel>
        )}
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 className="font-semibold">What it asks</h2>
          <SegmentedControl label="How to write it" value={view} onChange={show} options={VIEWS} />
        </div>
        {view === 'form' ? (
          <PolicyForm draft={draft} catalogue={catalogue.items} onChange={setDraft} />
        ) : (
          <PolicyText text={text} error={fault} onChange={write} />
        )}
        <Panel>
          <PanelHeader title="Publish" description="A published version never changes." />
          <div className="flex flex-col gap-4 p-4">
            {policy !== null && <Consequences policy={policy} changes={changes} />}
            <Field label="Reason" hint="Why this version, for whoever asks later.">
              <Textarea
                rows={2}
                maxLength={1000}
                value={reason}
                onChange={({ target }) => setReason(target.value)}
              />
            </Field>
            <ProblemNotice error={publish.error} />
            <div className="flex gap-3">
              <Button type="submit" variant="primary" disabled={!isReady} isPending={publish.isPending}>
                {policy === null ? 'Publish policy' : `Publish version ${policy.latestVersion + 1}`}
              </Button>
              <Button onClick={() => go(policy === null ? GOLDEN_POLICIES : goldenPolicyHref(policy.id))}>
                Cancel
              </Button>
            </div>
          </div>
        </Panel>
      </form>
    </PageFrame>
  )
}

function Consequences({ policy, changes }: { policy: GoldenPolicy; changes: readonly string[] }) {
  if (changes.length === 0) return <p className="text-muted">Nothing is changed yet.</p>
  return (
    <Notice tone="warn" title="Approvals of candidates are void once it is published">
      <ul className="list-disc pl-4">
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      <p>
        {policy.lineCount === 0
          ? 'No line is judged by it.'
          : `${policy.lineCount === 1 ? 'One line is' : `${policy.lineCount} lines are`} judged by it. What is golden stays golden, and shows that its policy is older.`}
      </p>
    </Notice>
  )
}

interface Wish {
  readonly name: string
  readonly description: string
  readonly draft: PolicyDraft
  readonly reason: string
}

function usePublish(policy: GoldenPolicy | null) {
  const client = useQueryClient()
  const go = useGo()
  return useMutation({
    mutationFn: ({ name, description, draft, reason }: Wish) => {
      const document = writable(draft)
      return policy === null
        ? api('createGoldenPolicy', { body: { name, description, document, reason } })
        : api('publishGoldenPolicy', {
            params: { policy: policy.id },
            body: { document, reason, ifVersion: policy.latestVersion },
          })
    },
    onSuccess: (published) => {
      toast.success('Published', { description: `${published.name}, version ${published.latestVersion}` })
      go(goldenPolicyHref(published.id))
    },
    onSettled: () => client.invalidateQueries({ queryKey: goldenQueries.all }),
  })
}

/** A draft as it goes over the wire. */
function writable({ requirements, approverGroups, platforms, ...rest }: PolicyDraft) {
  return {
    ...rest,
    approverGroups: [...approverGroups],
    platforms: [...platforms],
    requirements: requirements.map(({ params, ...requirement }) => ({
      ...requirement,
      params: Object.fromEntries(
        Object.entries(params).map(([name, value]) => [name, isList(value) ? [...value] : value]),
      ),
    })),
  }
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value)
}

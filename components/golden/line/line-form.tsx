'use client'

import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { problemOf } from '@/lib/api/client/problem-error'
import { isRepositoryName } from '@/lib/oci/name'
import { GOLDEN, GOLDEN_NEW_POLICY, lineHref } from '../../shell/addresses'
import { PageFrame } from '../../shell/page-frame'
import { Button } from '../../ui/button'
import { ButtonLink } from '../../ui/button-link'
import { Checkbox } from '../../ui/checkbox'
import { FailedState } from '../../ui/failed-state'
import { Field } from '../../ui/field'
import { Input } from '../../ui/input'
import { Notice } from '../../ui/notice'
import { Panel, PanelHeader } from '../../ui/panel'
import { ProblemNotice } from '../../ui/problem-notice'
import { Select } from '../../ui/select'
import { Skeleton } from '../../ui/skeleton'
import { Textarea } from '../../ui/textarea'
import { useGo } from '../../ui/use-go'
import { goldenQueries, type Line } from '../queries'
import { type LineDraft, useSaveLine } from './use-line-actions'

interface LineFormProps {
  /** Null for a new one. */
  line: Line | null
  registries: readonly string[]
  /** Of a new one, where it was come to from a repository. */
  registry?: string | undefined
  repository?: string | undefined
}

/** Says what a line is of, by which policy, and what is nominated by itself. */
export function LineForm({ line, registries, registry, repository }: LineFormProps) {
  const go = useGo()
  const policies = useQuery(goldenQueries.policies())
  const usable = policies.data?.items.filter(({ archivedAt }) => archivedAt === null) ?? []
  const [draft, setDraft] = useState<LineDraft>({
    registry: line?.registry ?? registry ?? registries[0] ?? '',
    repository: line?.repository ?? repository ?? '',
    name: line?.name ?? (repository ?? '').replaceAll('/', '-'),
    description: line?.description ?? '',
    policy: line?.policy.id ?? '',
    tagPattern: line?.tagPattern ?? '',
    hasPins: line?.hasPins ?? false,
    isPublished: line?.isPublished ?? true,
  })
  const save = useSaveLine(line)
  const put = (part: Partial<LineDraft>) => setDraft({ ...draft, ...part })
  const policy = draft.policy === '' ? (usable[0]?.id ?? '') : draft.policy
  const isReady = isRepositoryName(draft.repository) && draft.name !== '' && policy !== ''
  const issueOf = (pointer: string) =>
    save.error ? problemOf(save.error).issues.find((issue) => issue.pointer === pointer)?.message : undefined

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) save.mutate({ ...draft, policy })
  }
  return (
    <PageFrame
      title={line === null ? 'New golden line' : `Change ${line.name}`}
      width="narrow"
      crumbs={[{ label: 'Golden', href: GOLDEN }, { label: line === null ? 'New line' : line.name }]}
    >
      {policies.isPending && <Skeleton className="h-60" />}
      {policies.isError && (
        <FailedState
          title="The policies could not be loaded"
          error={policies.error}
          onRetry={() => void policies.refetch()}
        />
      )}
      {policies.data && usable.length === 0 && (
        <Notice
          title="There is no policy yet"
          actions={
            policies.data.can.create.allowed ? (
              <ButtonLink size="sm" href={GOLDEN_NEW_POLICY}>
                New policy
              </ButtonLink>
            ) : undefined
          }
        >
          A line is judged by a policy: what it asks, and how many people approve.
        </Notice>
      )}
      {policies.data && usable.length > 0 && (
        <form onSubmit={submit} className="flex flex-col gap-5">
          <Panel>
            <PanelHeader title="What it is of" />
            <div className="grid gap-4 p-4 sm:grid-cols-2">
              <Field label="Registry">
                <Select
                  className="w-full [&_select]:w-full"
                  value={draft.registry}
                  disabled={line !== null}
                  onChange={({ target }) => put({ registry: target.value })}
                >
                  {registries.map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                </Select>
              </Field>
              <Field label="Repository" error={issueOf('/repository')}>
                <Input
                  value={draft.repository}
                  disabled={line !== null}
                  spellCheck={false}
                  autoComplete="off"
                  onChange={({ target }) => put({ repository: target.value })}
                />
              </Field>
              <Field
                label="Name"
                hint="What people mean when they say it, such as debian12-base."
                error={issueOf('/name')}
              >
                <Input
                  value={draft.name}
                  maxLength={100}
                  spellCheck={false}
                  autoComplete="off"
                  onChange={({ target }) => put({ name: target.value })}
                />
              </Field>
              <Field label="Policy" hint="Candidates are judged by its newest version.">
                <Select
                  className="w-full [&_select]:w-full"
                  value={policy}
                  onChange={({ target }) => put({ policy: target.value })}
                >
                  {usable.map(({ id, name, latestVersion }) => (
                    <option key={id} value={id}>
                      {name} (version {latestVersion})
                    </option>
                  ))}
                </Select>
              </Field>
              <Field label="Description" isOptional className="sm:col-span-2">
                <Textarea
                  rows={2}
                  maxLength={1000}
                  value={draft.description}
                  onChange={({ target }) => put({ description: target.value })}
                />
              </Field>
            </div>
          </Panel>
          <Panel>
            <PanelHeader title="What happens by itself" />
            <div className="flex flex-col gap-4 p-4">
              <Field
                label="Nominate tags that match"
                isOptional
                hint="A regular expression for a whole tag, such as \d+\.\d+\.\d+. Empty for never."
                error={issueOf('/tagPattern')}
              >
                <Input
                  className="font-mono text-xs"
                  value={draft.tagPattern}
                  spellCheck={false}
                  autoComplete="off"
                  onChange={({ target }) => put({ tagPattern: target.value })}
                />
              </Field>
              <Checkbox
                label="Pin golden images with tags of their own"
                hint="Keeps them through a garbage collection that removes what is untagged, and adds tags to the repository."
                checked={draft.hasPins}
                onChange={({ target }) => put({ hasPins: target.checked })}
              />
              <Checkbox
                label="Published"
                hint="Only then anything can be nominated. Publishing takes an owner."
                checked={draft.isPublished}
                onChange={({ target }) => put({ isPublished: target.checked })}
              />
            </div>
          </Panel>
          <ProblemNotice error={save.error} />
          <div className="flex items-center gap-3">
            <Button type="submit" variant="primary" disabled={!isReady} isPending={save.isPending}>
              {line === null ? 'Create line' : 'Save'}
            </Button>
            <Button onClick={() => go(line === null ? GOLDEN : lineHref(line.id))}>Cancel</Button>
          </div>
        </form>
      )}
    </PageFrame>
  )
}

/** The settings of a line that is there. */
export function EditLine({ id, registries }: { id: string; registries: readonly string[] }) {
  const { data } = useQuery(goldenQueries.line(id))
  return data === undefined ? null : <LineForm key={data.revision} line={data} registries={registries} />
}

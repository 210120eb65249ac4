'use client'

import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { problemOf } from '@/lib/api/client/problem-error'
import { isRepositoryName } from '@/lib/oci/name'
import { GOLDEN, GOLDEN_NEW_POLICY, lineHref } from '../../shell/addresses'
import { PageFrame } from '../../shell/page-frame'
import { Button } from '../../ui/button'
import { ButtonLink } from '../../ui/button-link'
import { FailedState } from '../../ui/failed-state'
import { Notice } from '../../ui/notice'
import { ProblemNotice } from '../../ui/problem-notice'
import { Skeleton } from '../../ui/skeleton'
import { useGo } from '../../ui/use-go'
import { type GoldenPolicy, goldenQueries, type Line } from '../queries'
import { LineHabits } from './line-habits'
import { LinePlace } from './line-place'
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
export function LineForm(props: LineFormProps) {
  const { line } = props
  const policies = useQuery(goldenQueries.policies())
  const usable = policies.data?.items.filter(({ archivedAt }) => archivedAt === null) ?? []
  return (
    <PageFrame
      title={line === null ? 'New golden line' : `Change ${line.name}`}
      width="narrow"
      crumbs={[{ label: 'Golden', href: GOLDEN }, { label: line === null ? 'New line' : line.name }]}
    >
      {policies.isPending && <Skeleton className="h-60" />}
      {policies.isError && <FailedState title="The policies could not be loaded" query={policies} />}
      {policies.data && usable.length === 0 && <NoPolicy mayCreate={policies.data.can.create.allowed} />}
      {usable.length > 0 && <Fields {...props} policies={usable} />}
    </PageFrame>
  )
}

function NoPolicy({ mayCreate }: { mayCreate: boolean }) {
  return (
    <Notice
      title="There is no policy yet"
      actions={
        mayCreate ? (
          <ButtonLink size="sm" href={GOLDEN_NEW_POLICY}>
            New policy
          </ButtonLink>
        ) : undefined
      }
    >
      A line is judged by a policy: what it asks, and how many people approve.
    </Notice>
  )
}

function Fields(props: LineFormProps & { policies: readonly GoldenPolicy[] }) {
  const { line, registries, policies } = props
  const go = useGo()
  const [draft, setDraft] = useState<LineDraft>(() => draftOf(props))
  const save = useSaveLine(line)
  const put = (part: Partial<LineDraft>) => setDraft({ ...draft, ...part })
  const policy = draft.policy === '' ? (policies[0]?.id ?? '') : draft.policy
  const isReady = isRepositoryName(draft.repository) && draft.name !== '' && policy !== ''
  const problem = save.error ? problemOf(save.error) : null
  const isUnknown = line === null && problem?.code === 'not-found'
  const issueOf = (pointer: string) => {
    if (isUnknown && pointer === '/repository') return 'There is no such repository, or none you may see.'
    return problem?.issues.find((issue) => issue.pointer === pointer)?.message
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) save.mutate({ ...draft, policy })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <LinePlace {...{ draft, isNew: line === null, registries, policy, policies, put, issueOf }} />
      <LineHabits {...{ draft, put, issueOf }} />
      {!isUnknown && <ProblemNotice error={save.error} />}
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" disabled={!isReady} isPending={save.isPending}>
          {line === null ? 'Create line' : 'Save'}
        </Button>
        <Button onClick={() => go(line === null ? GOLDEN : lineHref(line.id))}>Cancel</Button>
      </div>
    </form>
  )
}

function draftOf({ line, registries, registry, repository }: LineFormProps): LineDraft {
  if (line !== null) {
    const { name, description, policy, tagPattern, hasPins, onMissing, isPublished } = line
    const place = { registry: line.registry, repository: line.repository, policy: policy.id }
    return { ...place, name, description, tagPattern: tagPattern ?? '', hasPins, onMissing, isPublished }
  }
  return {
    registry: registry ?? registries[0] ?? '',
    repository: repository ?? '',
    name: (repository ?? '').replaceAll('/', '-'),
    description: '',
    policy: '',
    tagPattern: '',
    hasPins: false,
    onMissing: 'put-back',
    isPublished: true,
  }
}

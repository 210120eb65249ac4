'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '@/lib/api/client/api'
import { isDigest, shortDigest } from '@/lib/oci/digest'
import { isTagName } from '@/lib/oci/name'
import { GOLDEN_NEW_LINE, versionHref } from '../shell/addresses'
import { ButtonLink } from '../ui/button-link'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { ProblemNotice } from '../ui/problem-notice'
import { Select } from '../ui/select'
import { Skeleton } from '../ui/skeleton'
import { toast } from '../ui/toast'
import { useGo } from '../ui/use-go'
import { goldenQueries, type Line } from './queries'
import { ReasonDialog } from './reason-dialog'

interface NominateDialogProps {
  registry: string
  repository: string
  /** The line, where it is known already. */
  line?: string
  /** The tag it was come to by; empty to have one written. */
  tag: string
  /** What is nominated, where it is known already. */
  digest: string | null
  onClose: () => void
}

/** Nominates exactly what a tag names now, or a digest, as a version of a line. */
export function NominateDialog(props: NominateDialogProps) {
  const { registry, repository, tag, digest, onClose } = props
  const lines = useQuery(goldenQueries.linesOf(registry, repository))
  const open = lines.data?.items.filter((line) => line.isPublished && line.archivedAt === null) ?? []
  const [chosen, setChosen] = useState(props.line ?? '')
  const line = open.find(({ id }) => id === chosen) ?? open[0]
  const [reference, setReference] = useState(tag)
  const [name, setName] = useState(tag)
  const nominate = useNominate(digest, onClose)
  // By its tag where it has one: that is what is watched once it is golden.
  const subject = tag === '' && digest !== null ? digest : reference.trim()
  const isReady = line?.can.nominate.allowed === true && (isDigest(subject) || isTagName(subject))
  return (
    <ReasonDialog
      title="Nominate for golden"
      description={
        <span className="wrap-anywhere">
          {repository}
          {digest !== null && `@${shortDigest(digest)}`}: exactly these bytes, whatever becomes of the tag.
        </span>
      }
      actionLabel="Nominate"
      isReasonOptional
      isReady={isReady}
      isPending={nominate.isPending}
      error={nominate.error}
      onConfirm={(reason) => line && nominate.mutate({ line, reference: subject, name: name.trim(), reason })}
      onClose={onClose}
    >
      {lines.isPending && <Skeleton className="h-8" />}
      <ProblemNotice error={lines.error} />
      {lines.data && open.length === 0 && (
        <NoLine
          canCreate={lines.data.can.create}
          hasDraft={lines.data.items.length > 0}
          href={`${GOLDEN_NEW_LINE}?registry=${registry}&repository=${encodeURIComponent(repository)}`}
        />
      )}
      {line && <LineChoice lines={open} line={line} onChange={setChosen} />}
      {line && digest === null && (
        <Field label="Tag or digest" hint="A tag is resolved once, now.">
          <Input
            value={reference}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => {
              setReference(target.value)
              setName(isTagName(target.value) ? target.value : '')
            }}
          />
        </Field>
      )}
      {line && (
        <Field label="Version" hint="What the line calls it, such as 2.4.1." isOptional>
          <Input
            value={name}
            maxLength={128}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => setName(target.value)}
          />
        </Field>
      )}
    </ReasonDialog>
  )
}

interface LineChoiceProps {
  lines: readonly Line[]
  line: Line
  onChange: (id: string) => void
}

function LineChoice({ lines, line, onChange }: LineChoiceProps) {
  const { nominate } = line.can
  return (
    <>
      <Field label="Line" hint={`Judged by ${line.policy.name}, version ${line.policy.version}.`}>
        <Select
          className="w-full [&_select]:w-full"
          value={line.id}
          onChange={({ target }) => onChange(target.value)}
        >
          {lines.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {!nominate.allowed && <Notice tone="warn">{nominate.reason ?? 'You may not nominate here.'}</Notice>}
    </>
  )
}

interface NoLineProps {
  canCreate: { allowed: boolean; reason: string | null }
  hasDraft: boolean
  href: string
}

function NoLine({ canCreate, hasDraft, href }: NoLineProps) {
  return (
    <Notice
      title={hasDraft ? 'The line of this repository is a draft' : 'This repository has no golden line'}
      actions={
        canCreate.allowed && !hasDraft ? (
          <ButtonLink size="sm" href={href}>
            New line
          </ButtonLink>
        ) : undefined
      }
    >
      {hasDraft
        ? 'An owner has to publish it before anything is nominated.'
        : 'A line says by which policy images of a repository become golden.'}
    </Notice>
  )
}

interface Wish {
  readonly line: Line
  readonly reference: string
  readonly name: string
  readonly reason: string
}

function useNominate(seen: string | null, onDone: () => void) {
  const client = useQueryClient()
  const go = useGo()
  return useMutation({
    mutationFn: ({ line, reference, name, reason }: Wish) =>
      api('nominate', {
        params: { line: line.id },
        body: { reference, ...(name !== '' && { name }), ...(reason !== '' && { reason }) },
      }),
    onSuccess: (version) => {
      client.setQueryData(goldenQueries.version(version.id).queryKey, version)
      if (seen !== null && seen !== version.digest) {
        toast.info('The tag has moved since you looked', {
          description: `It names ${shortDigest(version.digest)} now, and that was nominated.`,
        })
      } else toast.success('Nominated', { description: `${version.line.name} ${version.name}` })
      onDone()
      go(versionHref(version.id))
    },
    onSettled: () =>
      Promise.all(
        [goldenQueries.all, ['registries']].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  })
}

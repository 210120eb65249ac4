'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { problemOf } from '@/lib/api/client/problem-error'
import type { Registry } from './queries'
import { RealmDialog } from './realm-dialog'
import { AddressFields, CredentialFields } from './registry-fields'
import { draftOf, fieldOfProblem, type RegistryDraft } from './registry-input'
import { SourceFields, TrustFields } from './registry-source-fields'
import { realmToConfirm, useSaveRegistry } from './use-save-registry'

interface RegistryFormProps {
  /** Null adds one. */
  registry: Registry | null
  /** Names in use, so that a free one is suggested. */
  takenNames: readonly string[]
  onSaved: (saved: Registry) => void
}

export interface RegistryFieldsProps {
  draft: RegistryDraft
  change: (part: Partial<RegistryDraft>) => void
  /** Why a field was refused. */
  errorOf: (field: string) => string | undefined
  registry: Registry | null
}

/** Everything Assay has to know to reach a registry. Secrets go in and never come back. */
export function RegistryForm({ registry, takenNames, onSaved }: RegistryFormProps) {
  const [draft, setDraft] = useState(() => draftOf(registry))
  const save = useSaveRegistry(registry, (saved) => {
    setDraft(draftOf(saved))
    onSaved(saved)
  })
  const realmOrigin = realmToConfirm(save.error)
  const fields = {
    draft,
    change: (part: Partial<RegistryDraft>) => setDraft((before) => ({ ...before, ...part })),
    errorOf: (field: string) => errorOf(save.error, field),
    registry,
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ draft })
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Panel className="flex flex-col divide-y divide-line">
        <AddressFields {...fields} takenNames={takenNames} />
        <CredentialFields {...fields} />
        <SourceFields {...fields} />
        <TrustFields {...fields} />
      </Panel>
      {realmOrigin === null && save.error !== null && !isAboutField(save.error) && (
        <ProblemNotice error={save.error} />
      )}
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" isPending={save.isPending}>
          {registry === null ? 'Connect registry' : 'Save changes'}
        </Button>
        <p className="text-xs text-muted" role="status">
          {save.isPending && 'Asking the registry what it supports…'}
        </p>
      </div>
      <RealmDialog
        realmOrigin={realmOrigin}
        registryUrl={draft.url}
        isPending={save.isPending}
        onConfirm={(origin) => save.mutate({ draft, confirmRealmOrigin: origin })}
        onCancel={() => save.reset()}
      />
    </form>
  )
}

function errorOf(error: unknown, field: string): string | undefined {
  if (!error) return undefined
  const problem = problemOf(error)
  const issue = problem.issues.find(
    ({ pointer }) => pointer === `/${field}` || pointer.startsWith(`/${field}/`),
  )
  if (issue) return issue.message
  return fieldOfProblem(problem.code) === field ? problem.detail : undefined
}

/** Whether a field says it already, so that the form does not say it twice. */
function isAboutField(error: unknown): boolean {
  const problem = problemOf(error)
  return problem.issues.length > 0 || fieldOfProblem(problem.code) !== undefined
}

'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { CopyField } from '@/components/ui/copy-field'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { Select } from '@/components/ui/select'
import { api, type Output } from '@/lib/api/client/api'
import { ProblemError } from '@/lib/api/client/problem-error'
import { EVIDENCE_TYPES, type EvidenceType, isEvidenceType } from '@/lib/core/evidence-types'
import { accessQueries } from './queries'
import { isGrantRole, TokenRightsField, type TokenRole, type TokenScope, toScope } from './token-rights-field'

const FORM = 'new-token'
const LIFETIMES_DAYS = [7, 30, 90, 180, 365] as const

const EVIDENCE_WORDS: Readonly<Record<EvidenceType, string>> = {
  'EVD-001': 'Test results',
  'EVD-002': 'Vulnerability scans',
  'EVD-003': 'SBOMs',
  'EVD-004': 'VEX documents',
  'EVD-005': 'Lint reports',
  'EVD-006': 'Benchmark scores',
  'EVD-007': 'Manual sign-offs',
  'EVD-008': 'Boot tests',
}

type CreatedToken = Output<'createToken'>

export function NewTokenDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const client = useQueryClient()
  const create = useMutation({
    mutationFn: (token: NewToken) => api('createToken', { body: token }),
    onSuccess: () => client.invalidateQueries({ queryKey: accessQueries.tokens().queryKey }),
  })
  const close = () => {
    create.reset()
    onClose()
  }

  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(next) => !next && close()}
      title={create.data ? 'Copy the token now' : 'Create an API token'}
      footer={
        create.data ? (
          <Button variant="primary" onClick={close}>
            I have stored it
          </Button>
        ) : (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" form={FORM} variant="primary" isPending={create.isPending}>
              Create token
            </Button>
          </>
        )
      }
    >
      {create.data ? (
        <Created token={create.data} />
      ) : (
        <TokenForm error={create.error} onSubmit={(token) => create.mutate(token)} />
      )}
    </Dialog>
  )
}

interface NewToken {
  readonly name: string
  readonly role: TokenRole
  readonly scopes?: { registry: string | null; path: string }[]
  readonly evidenceTypes?: EvidenceType[]
  readonly expiresInDays: number
}

function TokenForm({ error, onSubmit }: { error: unknown; onSubmit: (token: NewToken) => void }) {
  const [name, setName] = useState('')
  const [role, setRole] = useState<TokenRole>('viewer')
  const [scope, setScope] = useState<TokenScope>({ registry: '*', path: '' })
  const [days, setDays] = useState('90')
  const [evidence, setEvidence] = useState('')
  const issue = error instanceof ProblemError ? error.issue('/name') : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const scopes = isGrantRole(role) && [toScope(scope)]
    onSubmit({
      name: name.trim(),
      role,
      ...(scopes && { scopes }),
      ...(isEvidenceType(evidence) && { evidenceTypes: [evidence] }),
      expiresInDays: Number(days),
    })
  }

  return (
    <form id={FORM} onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label="Name" error={issue} hint="What uses it, so that it can be told from the others later.">
        <Input
          value={name}
          onChange={(event) => setName(event.target.value)}
          placeholder="ci-main"
          autoComplete="off"
        />
      </Field>
      <TokenRightsField {...{ role, scope }} onRole={setRole} onScope={setScope} />
      {isGrantRole(role) && role !== 'viewer' && (
        <Field
          label="Evidence it may add"
          hint="So that a pipeline that builds cannot post the results of another one."
        >
          <Select value={evidence} onChange={(event) => setEvidence(event.target.value)} className="w-72">
            <option value="">Any its role may</option>
            {EVIDENCE_TYPES.map((type) => (
              <option key={type} value={type}>
                {EVIDENCE_WORDS[type]} ({type})
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field label="Expires in">
        <Select value={days} onChange={(event) => setDays(event.target.value)} className="w-40">
          {LIFETIMES_DAYS.map((lifetime) => (
            <option key={lifetime} value={lifetime}>
              {lifetime} days
            </option>
          ))}
        </Select>
      </Field>
      {error !== null && !issue && <ProblemNotice error={error} />}
    </form>
  )
}

function Created({ token }: { token: CreatedToken }) {
  const usage = `curl -H 'Authorization: Bearer ${token.token}' ${window.location.origin}/api/v1/me`
  return (
    <div className="flex flex-col gap-4 pb-2">
      <Notice tone="warn" title="This is the only time it is shown">
        Assay keeps a fingerprint of it, not the token. If it is lost, revoke it and create another.
      </Notice>
      <div className="flex flex-col gap-1.5">
        <p className="font-medium">{token.name}</p>
        <CopyField text={token.token} what="token" />
      </div>
      <div className="flex flex-col gap-1.5">
        <p className="font-medium">Try it</p>
        <CopyField text={usage} what="command" />
      </div>
    </div>
  )
}

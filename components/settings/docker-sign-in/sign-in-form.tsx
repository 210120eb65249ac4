'use client'

import { type FormEvent, useState } from 'react'
import { Field } from '@/components/ui/field'
import { GatedButton } from '@/components/ui/gated-button'
import { Input } from '@/components/ui/input'
import { Panel } from '@/components/ui/panel'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { toast } from '@/components/ui/toast'
import { problemOf } from '@/lib/api/client/problem-error'
import { FormSection } from '../form-section'
import type { DockerSignIn } from './queries'
import { useUpdateSignIn } from './use-update-sign-in'

/** The names that tokens carry, and how registries come to trust them. */
export function SignInForm({ signIn }: { signIn: DockerSignIn }) {
  const [service, setService] = useState(signIn.service)
  const [issuer, setIssuer] = useState(signIn.isOwnIssuer ? signIn.issuer : '')
  const [trust, setTrust] = useState(signIn.trust)
  const update = useUpdateSignIn(signIn.registry)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = { service: service.trim(), issuer: issuer.trim() || null, trust }
    update.mutate(body, { onSuccess: () => toast.success('Docker sign-in saved') })
  }
  const errorOf = (field: string) =>
    update.error
      ? problemOf(update.error).issues.find(({ pointer }) => pointer === `/${field}`)?.message
      : undefined
  const isAboutField = errorOf('service') ?? errorOf('issuer')

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Panel className="flex flex-col divide-y divide-line">
        <FormSection
          title="Names"
          description="The registry’s configuration has to say the same, letter by letter."
        >
          <Field
            label="Service"
            error={errorOf('service')}
            hint="Names this registry in its tokens; no two share one."
          >
            <Input
              value={service}
              onChange={(event) => setService(event.target.value)}
              spellCheck={false}
              autoComplete="off"
              maxLength={128}
            />
          </Field>
          <Field
            label="Issuer"
            error={errorOf('issuer')}
            hint={`Empty for the address of Assay: ${signIn.isOwnIssuer ? originOf(signIn.realm) : signIn.issuer}`}
            isOptional
          >
            <Input
              value={issuer}
              onChange={(event) => setIssuer(event.target.value)}
              placeholder={originOf(signIn.realm)}
              spellCheck={false}
              autoComplete="off"
              maxLength={255}
            />
          </Field>
        </FormSection>
        <FormSection title="Trust" description="How the registry knows that a token is from Assay.">
          <SegmentedControl
            label="Trust"
            value={trust}
            onChange={setTrust}
            options={[
              { value: 'certificates', label: 'Certificates' },
              { value: 'jwks', label: 'JWKS' },
            ]}
            className="self-start"
          />
          <p className="text-xs text-muted">
            {trust === 'certificates'
              ? 'A file of certificates, for every version of the registry. Each token carries its own.'
              : 'A JSON file of keys, for distribution 3.x alone. Tokens are half as large.'}
          </p>
        </FormSection>
      </Panel>
      {update.error && !isAboutField && <ProblemNotice error={update.error} />}
      <div>
        <GatedButton type="submit" can={signIn.can.manage} isPending={update.isPending}>
          Save changes
        </GatedButton>
      </div>
    </form>
  )
}

function originOf(realm: string): string {
  return realm.slice(0, realm.indexOf('/', 'https://'.length))
}

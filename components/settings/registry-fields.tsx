'use client'

import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { FormSection } from './form-section'
import type { RegistryFieldsProps } from './registry-form'
import { suggestName } from './suggest-name'

interface AddressFieldsProps extends RegistryFieldsProps {
  takenNames: readonly string[]
}

export function AddressFields({ draft, change, errorOf, registry, takenNames }: AddressFieldsProps) {
  const [isNamed, setNamed] = useState(false)
  const changeUrl = (url: string) => {
    const name = registry === null && !isNamed ? { name: suggestName(url, takenNames) } : {}
    change({ url, ...name })
  }

  return (
    <FormSection
      title="Address"
      description="Where the registry answers. Assay reads from it; people and machines keep pulling from it directly."
    >
      <Field label="URL" error={errorOf('url')} hint="With the port and path, if it has one.">
        <Input
          type="url"
          inputMode="url"
          value={draft.url}
          onChange={(event) => changeUrl(event.target.value)}
          placeholder="https://registry.example.com"
          autoComplete="off"
          spellCheck={false}
          required
        />
      </Field>
      {registry === null && (
        <Field
          label="Name"
          error={errorOf('name')}
          hint="Short and lasting: it is part of every address in Assay. Lower-case letters, digits and hyphens."
        >
          <Input
            value={draft.name}
            onChange={(event) => {
              setNamed(true)
              change({ name: event.target.value })
            }}
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
            required
          />
        </Field>
      )}
    </FormSection>
  )
}

export function CredentialFields({ draft, change, errorOf, registry }: RegistryFieldsProps) {
  const isStored = registry?.hasPassword ?? false
  return (
    <FormSection
      title="Credentials"
      description="Leave both empty for a registry that lets anybody read. A read-only account is enough."
    >
      <Field label="User name" error={errorOf('username')} isOptional>
        <Input
          value={draft.username}
          onChange={(event) => change({ username: event.target.value })}
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <Field
        label="Password or token"
        error={errorOf('password')}
        hint={
          isStored
            ? 'One is stored, encrypted. Leave this empty to keep it.'
            : 'Stored encrypted, sent to this registry and its token service only, never shown again.'
        }
        isOptional
      >
        <Input
          type="password"
          value={draft.password}
          onChange={(event) => change({ password: event.target.value })}
          placeholder={isStored ? '••••••••••••' : ''}
          autoComplete="new-password"
          disabled={draft.dropsPassword}
        />
      </Field>
      {isStored && (
        <Checkbox
          label="Remove the stored password"
          checked={draft.dropsPassword}
          onChange={(event) => change({ dropsPassword: event.target.checked })}
        />
      )}
    </FormSection>
  )
}

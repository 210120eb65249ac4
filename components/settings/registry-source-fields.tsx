'use client'

import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Textarea } from '@/components/ui/textarea'
import { FormSection } from './form-section'
import type { RegistryFieldsProps } from './registry-form'
import { linesOf } from './registry-input'

export function SourceFields({ draft, change, errorOf }: RegistryFieldsProps) {
  const count = linesOf(draft.repositories).length
  return (
    <FormSection
      title="Repositories"
      description="Docker Hub, GHCR, ECR and others do not tell which repositories they have. Name them for those."
    >
      <SegmentedControl
        label="Which repositories"
        value={draft.source}
        onChange={(source) => change({ source })}
        options={[
          { value: 'catalog', label: 'All in its catalog' },
          { value: 'list', label: 'Only these' },
        ]}
        className="self-start"
      />
      {draft.source === 'list' && (
        <>
          <Field
            label="Repositories"
            error={errorOf('repositories')}
            hint={`One a line, without the registry: library/debian. ${count.toLocaleString('en')} listed.`}
          >
            <Textarea
              value={draft.repositories}
              onChange={(event) => change({ repositories: event.target.value })}
              className="min-h-32 font-mono text-xs leading-5"
              spellCheck={false}
            />
          </Field>
          <Field
            label="Namespaces"
            error={errorOf('namespaces')}
            hint="One a line, such as team-a. Repositories inside are added when the registry's events name them."
            isOptional
          >
            <Textarea
              value={draft.namespaces}
              onChange={(event) => change({ namespaces: event.target.value })}
              className="min-h-16 font-mono text-xs leading-5"
              spellCheck={false}
            />
          </Field>
        </>
      )}
    </FormSection>
  )
}

export function TrustFields({ draft, change, errorOf, registry }: RegistryFieldsProps) {
  const isStored = registry?.hasCa ?? false
  return (
    <FormSection
      title="Certificate authority"
      description="Only for a registry whose certificate comes from your own authority."
    >
      <Field
        label="CA certificates (PEM)"
        error={errorOf('caPem')}
        hint={
          isStored
            ? 'Certificates are stored. Leave this empty to keep them.'
            : 'Trusted for this registry beside the public ones. Certificates only, never a private key.'
        }
        isOptional
      >
        <Textarea
          value={draft.caPem}
          onChange={(event) => change({ caPem: event.target.value })}
          placeholder="-----BEGIN CERTIFICATE-----"
          className="font-mono text-xs leading-5"
          spellCheck={false}
          disabled={draft.dropsCa}
        />
      </Field>
      {isStored && (
        <Checkbox
          label="Remove the stored certificates"
          checked={draft.dropsCa}
          onChange={(event) => change({ dropsCa: event.target.checked })}
        />
      )}
    </FormSection>
  )
}

'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { ProblemNotice } from '@/components/ui/problem-notice'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { PrincipalPicker } from '../principal-picker'
import type { FoundPrincipal, GrantRole } from '../queries'
import { RolePicker } from '../role-picker'
import { useGiveGrants } from '../use-grants'
import type { Place } from './matrix-model'

const FORM = 'give-grants'
const EVERY = '*'

interface GrantDialogProps {
  isOpen: boolean
  onClose: () => void
  registries: readonly string[]
  places: readonly Place[]
  /** Where it is opened for one place alone. */
  fixed?: Place
}

/** One role for several people and groups on several places at once. */
export function GrantDialog({ isOpen, onClose, registries, places, fixed }: GrantDialogProps) {
  const give = useGiveGrants(onClose)
  const [principals, setPrincipals] = useState<readonly FoundPrincipal[]>([])
  const [role, setRole] = useState<GrantRole>('developer')
  const [registry, setRegistry] = useState<string>(registries[0] ?? EVERY)
  const [paths, setPaths] = useState('')

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const named = registry === EVERY ? null : registry
    const lines = paths.split(/[\s,]+/).filter(Boolean)
    const scopes = (lines.length === 0 ? [''] : lines).map((path) => ({ registry: named, path }))
    give.mutate({
      principals: principals.map(({ kind, id }) => ({ kind, id })),
      scopes: fixed ? [{ ...fixed }] : scopes,
      role,
    })
  }
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(next) => !next && onClose()}
      title={fixed ? 'Add members' : 'Give grants'}
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={FORM}
            variant="primary"
            isPending={give.isPending}
            disabled={principals.length === 0}
          >
            {fixed ? 'Add members' : 'Give grants'}
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} noValidate className="flex flex-col gap-4 pb-1">
        <PrincipalPicker value={principals} onChange={setPrincipals} />
        <RolePicker value={role} onChange={setRole} />
        {!fixed && (
          <>
            <Field label="Registry">
              <Select value={registry} onChange={(event) => setRegistry(event.target.value)} className="w-64">
                {registries.map((name) => (
                  <option key={name}>{name}</option>
                ))}
                <option value={EVERY}>Every registry</option>
              </Select>
            </Field>
            <Field
              label="Namespaces or repositories"
              isOptional
              hint={`One a line; empty is the whole registry. ${sample(places, registry)}`}
            >
              <Textarea
                rows={3}
                value={paths}
                onChange={(event) => setPaths(event.target.value)}
                spellCheck={false}
                className="font-mono text-xs"
              />
            </Field>
          </>
        )}
        {give.error !== null && <ProblemNotice error={give.error} />}
      </form>
    </Dialog>
  )
}

function sample(places: readonly Place[], registry: string): string {
  const known = places.filter((place) => place.registry === registry && place.path !== '').slice(0, 3)
  return known.length === 0 ? '' : `Such as ${known.map(({ path }) => path).join(', ')}.`
}

'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { isRepositoryName } from '@/lib/oci/name'
import { Field } from '../../ui/field'
import { Input } from '../../ui/input'
import { goldenQueries } from '../queries'

interface RepositoryFieldProps {
  registry: string
  value: string
  disabled: boolean
  /** Why the one that was sent was refused. */
  error: string | undefined
  onChange: (repository: string) => void
  onLeave: () => void
}

const TYPED_MIN = 2

/** The repository a line is of, with those that have what was typed in their names. */
export function RepositoryField(props: RepositoryFieldProps) {
  const { registry, value, disabled, error, onChange, onLeave } = props
  const list = useId()
  const typed = value.trim()
  const { data } = useQuery({
    ...goldenQueries.repositoriesLike(registry, typed),
    enabled: !disabled && typed.length >= TYPED_MIN,
    placeholderData: keepPreviousData,
  })
  const isWrong = typed !== '' && !isRepositoryName(typed) && !typed.endsWith('/')
  return (
    <>
      <Field
        label="Repository"
        error={isWrong ? 'Lower-case letters, digits and . _ - in parts between “/”.' : error}
      >
        <Input
          value={value}
          disabled={disabled}
          list={list}
          placeholder="team/app"
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => onChange(target.value)}
          onBlur={onLeave}
        />
      </Field>
      <datalist id={list}>
        {data?.items.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  )
}

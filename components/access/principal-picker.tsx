'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { User, Users, X } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { Input } from '@/components/ui/input'
import { accessQueries, type FoundPrincipal } from './queries'

interface PrincipalPickerProps {
  value: readonly FoundPrincipal[]
  onChange: (value: readonly FoundPrincipal[]) => void
  kind?: FoundPrincipal['kind']
  label?: string
}

const ICONS = { user: User, group: Users } as const

/** People and groups, found by name and gathered. */
export function PrincipalPicker({
  value,
  onChange,
  kind,
  label = 'People and groups',
}: PrincipalPickerProps) {
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const q = useDeferredValue(text.trim())
  const { data } = useQuery({ ...accessQueries.principals(q), placeholderData: keepPreviousData })
  const id = useId()
  const chosen = new Set(value.map((one) => one.id))
  const found = (data?.items ?? [])
    .filter((one) => !chosen.has(one.id) && (!kind || one.kind === kind))
    .slice(0, 8)

  const choose = (one: FoundPrincipal | undefined) => {
    if (one === undefined) return
    onChange([...value, one])
    setText('')
    setActive(0)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive((at) => Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setActive((at) => Math.max(at - 1, 0))
    else if (event.key === 'Enter') choose(found[active])
    else if (event.key === 'Backspace' && text === '') onChange(value.slice(0, -1))
    else return
    if (event.key !== 'Backspace') event.preventDefault()
  }

  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {value.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {value.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                onClick={() => onChange(value.filter((other) => other.id !== one.id))}
                aria-label={`Leave out ${one.name}`}
                className="inline-flex h-6 items-center gap-1.5 rounded-sm bg-selected px-2 text-xs font-medium hover:bg-hover"
              >
                {one.name}
                <X aria-hidden="true" className="size-3" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Input
        id={id}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-found`}
        aria-activedescendant={found.length > 0 ? `${id}-${active}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
        placeholder="Type a name"
        autoComplete="off"
        spellCheck={false}
      />
      <ul
        id={`${id}-found`}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a list that is chosen from
        role="listbox"
        aria-label="Found"
        className="flex max-h-44 flex-col overflow-y-auto rounded-md border border-line"
      >
        {found.map((one, index) => {
          const Icon = ICONS[one.kind]
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keyboard
            <li
              key={one.id}
              id={`${id}-${index}`}
              // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: one of what is chosen from
              role="option"
              aria-selected={index === active}
              tabIndex={-1}
              onClick={() => choose(one)}
              className={cx(
                'flex h-7 shrink-0 items-center gap-2 px-2 hover:bg-hover',
                index === active && 'bg-hover',
              )}
            >
              <Icon aria-label={one.kind} className="size-3.5 text-faint" />
              <span className="truncate">{one.name}</span>
              {one.source && <span className="ml-auto text-xs text-faint">{one.source}</span>}
            </li>
          )
        })}
        {found.length === 0 && <li className="px-2 py-1.5 text-xs text-muted">Nobody of this name.</li>}
      </ul>
    </div>
  )
}

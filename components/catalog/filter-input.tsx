'use client'
import { Search, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { cx } from '../ui/cx'
import { IconButton } from '../ui/icon-button'
import { Input } from '../ui/input'
import { Kbd } from '../ui/kbd'
import { isTyping } from './table/is-typing'

interface FilterInputProps {
  label: string
  value: string
  onChange: (value: string) => void
  className?: string
}

/** A text filter that `/` goes to and Escape empties, then leaves. */
export function FilterInput({ label, value, onChange, className }: FilterInputProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return
      event.preventDefault()
      input.current?.select()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  return (
    <search className={cx('relative', className)}>
      <Input
        ref={input}
        type="text"
        aria-label={label}
        placeholder={label}
        icon={<Search aria-hidden="true" />}
        value={value}
        maxLength={1024}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          if (value === '') input.current?.blur()
          else onChange('')
        }}
      />
      {value === '' ? (
        <span aria-hidden="true" className="pointer-events-none absolute top-[7px] right-2 hidden sm:block">
          <Kbd>/</Kbd>
        </span>
      ) : (
        <IconButton
          label="Clear the filter"
          size="sm"
          className="absolute top-1 right-1"
          onClick={() => {
            onChange('')
            input.current?.focus()
          }}
        >
          <X />
        </IconButton>
      )}
    </search>
  )
}

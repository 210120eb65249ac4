'use client'
import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { cx } from './cx'
import { IconButton } from './icon-button'
import { Input } from './input'
import { isTyping } from './is-typing'
import { Kbd } from './kbd'

const TYPING_MS = 200

interface FilterInputProps {
  label: string
  value: string
  onChange: (value: string) => void
  /** Whether `/` goes here; not for the second of a page. */
  hasShortcut?: boolean
  className?: string
}

/** A text filter that `/` goes to and Escape empties, then leaves. It tells of what is typed when one pauses. */
export function FilterInput({ label, value, onChange, hasShortcut = true, className }: FilterInputProps) {
  const input = useRef<HTMLInputElement>(null)
  const [draft, type] = useDraft(value, onChange)
  useEffect(() => {
    if (!hasShortcut) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return
      event.preventDefault()
      input.current?.select()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [hasShortcut])

  return (
    <search className={cx('relative', className)}>
      <Input
        ref={input}
        type="text"
        aria-label={label}
        placeholder={label}
        icon={<Search aria-hidden="true" />}
        value={draft}
        maxLength={1024}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          if (draft === '') input.current?.blur()
          else type('')
        }}
      />
      {draft === '' && hasShortcut && (
        <span aria-hidden="true" className="pointer-events-none absolute top-[7px] right-2 hidden sm:block">
          <Kbd>/</Kbd>
        </span>
      )}
      {draft !== '' && (
        <IconButton
          label="Clear the filter"
          size="sm"
          className="absolute top-1 right-1"
          onClick={() => {
            type('')
            input.current?.focus()
          }}
        >
          <X />
        </IconButton>
      )}
    </search>
  )
}

/** What stands in the field. It goes out after a pause in the typing, an empty one at once. */
function useDraft(value: string, onChange: (value: string) => void) {
  const [draft, setDraft] = useState(value)
  const [seen, setSeen] = useState(value)
  const [sent, setSent] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  if (value !== seen) {
    setSeen(value)
    // Changed from elsewhere; what comes back from here must not take away what was typed since.
    if (value !== sent) {
      setSent(value)
      setDraft(value)
    }
  }
  const send = (text: string) => {
    setSent(text)
    onChange(text)
  }
  const type = (text: string) => {
    setDraft(text)
    clearTimeout(timer.current)
    if (text === '') send(text)
    else timer.current = setTimeout(() => send(text), TYPING_MS)
  }
  return [draft, type] as const
}

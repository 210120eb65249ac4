import { cloneElement, type ReactElement, useId } from 'react'
import { cx } from './cx'

interface ControlProps {
  id?: string | undefined
  'aria-invalid'?: boolean | undefined
  'aria-describedby'?: string | undefined
}

interface FieldProps {
  label: string
  /** What to write, or what it is for. */
  hint?: string | undefined
  /** Why the value was refused. */
  error?: string | undefined
  isOptional?: boolean
  className?: string
  children: ReactElement<ControlProps>
}

/** A labelled control with its hint and its error tied to it for assistive technology. */
export function Field({ label, hint, error, isOptional = false, className, children }: FieldProps) {
  const id = useId()
  const notes = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  const control = cloneElement(children, {
    id,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': notes || undefined,
  })

  return (
    <div className={cx('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className="flex items-baseline gap-1.5 font-medium">
        {label}
        {isOptional && <span className="text-xs font-normal text-faint">optional</span>}
      </label>
      {control}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-xs text-danger">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}

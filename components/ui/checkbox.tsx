import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx'

const BOX = 'size-4 shrink-0 accent-(--gold-ink)'

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type'> {
  label?: ReactNode
  hint?: ReactNode
}

export function Checkbox({ label, hint, className, ...rest }: CheckboxProps) {
  if (label === undefined) return <input {...rest} type="checkbox" className={cx(BOX, 'block')} />
  return (
    <label className={cx('flex items-start gap-2.5', className)}>
      <input {...rest} type="checkbox" className={cx(BOX, 'mt-0.5')} />
      <span>
        {label}
        {hint && <span className="block text-xs text-muted">{hint}</span>}
      </span>
    </label>
  )
}

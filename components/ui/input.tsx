import type { ComponentProps, ReactNode } from 'react'
import { CONTROL } from './control-style'
import { cx } from './cx'

interface InputProps extends ComponentProps<'input'> {
  /** An icon inside the left edge. */
  icon?: ReactNode
}

export function Input({ icon, className, ...rest }: InputProps) {
  if (!icon) return <input {...rest} className={cx(CONTROL, 'h-8 px-2.5', className)} />
  return (
    <span className={cx('relative block', className)}>
      <span className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-faint [&_svg]:size-3.5">
        {icon}
      </span>
      <input {...rest} className={cx(CONTROL, 'h-8 pr-2.5 pl-8')} />
    </span>
  )
}

import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx'
import { TONE_SOFT, type Tone } from './tone'

interface BadgeProps extends ComponentProps<'span'> {
  tone?: Tone
  icon?: ReactNode
}

export function Badge({ tone = 'neutral', icon, className, children, ...rest }: BadgeProps) {
  return (
    <span
      {...rest}
      className={cx(
        'inline-flex h-5 max-w-full items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3 [&_svg]:shrink-0',
        TONE_SOFT[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  )
}

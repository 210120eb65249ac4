import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { CONTROL } from './control-style'
import { cx } from './cx'

/** The platform's own select in our clothes: quick, accessible, right on a phone. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={cx('relative inline-block', className)}>
      <select {...rest} className={cx(CONTROL, 'h-8 appearance-none pr-8 pl-2.5')}>
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-2 right-2.5 size-4 text-faint"
      />
    </span>
  )
}

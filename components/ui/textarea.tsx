import type { ComponentProps } from 'react'
import { CONTROL } from './control-style'
import { cx } from './cx'

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...rest} className={cx(CONTROL, 'min-h-20 px-2.5 py-1.5', className)} />
}

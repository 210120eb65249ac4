import type { ComponentProps } from 'react'
import { cx } from './cx'

interface IconButtonProps extends ComponentProps<'button'> {
  /** What it does, for those who cannot see the icon. */
  label: string
  size?: 'sm' | 'md'
}

export function IconButton({ label, size = 'md', className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      title={label}
      {...rest}
      type={type}
      aria-label={label}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-md text-muted transition-colors',
        'enabled:hover:bg-hover enabled:hover:text-ink data-popup-open:bg-hover data-popup-open:text-ink',
        'disabled:cursor-not-allowed disabled:opacity-50',
        size === 'sm' ? 'size-6 [&_svg]:size-3.5' : 'size-8 [&_svg]:size-4',
        className,
      )}
    />
  )
}

import type { ComponentProps, ReactNode } from 'react'
import { type ButtonSize, type ButtonVariant, buttonStyle } from './button-style'
import { Spinner } from './spinner'

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: ReactNode
  /** Shows a spinner and refuses clicks while work is under way. */
  isPending?: boolean
}

export function Button({
  variant = 'secondary',
  size = 'md',
  icon,
  isPending = false,
  disabled = false,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || isPending}
      aria-busy={isPending || undefined}
      className={buttonStyle(variant, size, className)}
    >
      {isPending ? <Spinner /> : icon}
      {children}
    </button>
  )
}

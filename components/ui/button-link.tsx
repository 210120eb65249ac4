import type { ReactNode } from 'react'
import { type ButtonSize, type ButtonVariant, buttonStyle } from './button-style'
import { AppLink, type AppLinkProps } from './link'

interface ButtonLinkProps extends AppLinkProps {
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: ReactNode
}

/** A link that looks like a button, because it goes somewhere instead of doing something. */
export function ButtonLink({
  variant = 'secondary',
  size = 'md',
  icon,
  className,
  children,
  ...rest
}: ButtonLinkProps) {
  return (
    <AppLink {...rest} className={buttonStyle(variant, size, className)}>
      {icon}
      {children}
    </AppLink>
  )
}

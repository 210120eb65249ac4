import type { ReactNode } from 'react'
import { cx } from './cx'

interface EmptyStateProps {
  icon?: ReactNode
  title: string
  /** Why there is nothing, and what would change that. */
  children?: ReactNode
  actions?: ReactNode
  className?: string
}

export function EmptyState({ icon, title, children, actions, className }: EmptyStateProps) {
  return (
    <div className={cx('flex flex-col items-center px-6 py-12 text-center', className)}>
      {icon && (
        <div className="mb-3 flex size-10 items-center justify-center rounded-lg border border-line bg-sunken text-faint [&_svg]:size-5">
          {icon}
        </div>
      )}
      <p className="font-semibold">{title}</p>
      {children && <div className="mt-1 max-w-md text-balance text-muted">{children}</div>}
      {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}

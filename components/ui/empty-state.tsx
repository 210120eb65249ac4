import type { ReactNode } from 'react'
import { cx } from './cx'

interface EmptyStateProps {
  icon?: ReactNode
  title: string
  /** 1 where this is the whole page. */
  level?: 1
  /** Why there is nothing, and what would change that. */
  children?: ReactNode
  actions?: ReactNode
  className?: string
}

export function EmptyState({ icon, title, level, children, actions, className }: EmptyStateProps) {
  const Title = level === 1 ? 'h1' : 'p'
  return (
    <div className={cx('flex flex-col items-center px-6 py-12 text-center', className)}>
      {icon && (
        <div className="mb-3 flex size-10 items-center justify-center rounded-lg border border-line bg-sunken text-faint [&_svg]:size-5">
          {icon}
        </div>
      )}
      <Title className="font-semibold">{title}</Title>
      {children && <div className="mt-1 max-w-md text-balance text-muted">{children}</div>}
      {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}

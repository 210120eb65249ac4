import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx'

/** A card: a quiet bordered surface. */
export function Panel({ className, ...rest }: ComponentProps<'section'>) {
  return (
    <section
      {...rest}
      className={cx('overflow-hidden rounded-lg border border-line bg-surface', className)}
    />
  )
}

interface PanelHeaderProps {
  title: ReactNode
  description?: ReactNode
  /** Buttons and the like, at the right. */
  actions?: ReactNode
  /** Level of the heading in the page. */
  level?: 2 | 3
}

export function PanelHeader({ title, description, actions, level = 2 }: PanelHeaderProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <header className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-2">
      <div className="min-w-0">
        <Heading className="font-semibold">{title}</Heading>
        {description && <p className="text-xs text-muted">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}

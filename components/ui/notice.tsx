import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx'
import { TONE_SOFT } from './tone'

const ICONS = { info: Info, ok: CircleCheck, warn: TriangleAlert, danger: CircleAlert }

interface NoticeProps {
  tone?: 'info' | 'ok' | 'warn' | 'danger'
  title?: ReactNode
  children?: ReactNode
  actions?: ReactNode
  className?: string
}

/** A line or two on the page that should be read. */
export function Notice({ tone = 'info', title, children, actions, className }: NoticeProps) {
  const Icon = ICONS[tone]
  return (
    <div className={cx('flex items-start gap-2.5 rounded-md px-3 py-2', TONE_SOFT[tone], className)}>
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 wrap-anywhere">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className={cx(Boolean(title) && 'text-ink')}>{children}</div>}
      </div>
      {actions}
    </div>
  )
}

import type { ReactNode } from 'react'
import { Breadcrumbs, type Crumb } from '@/components/ui/breadcrumbs'
import { cx } from '@/components/ui/cx'

interface PageFrameProps {
  title: ReactNode
  /** The way to this page, the page itself last and without `href`. */
  crumbs?: readonly Crumb[]
  /** A line under the title: counts, freshness. */
  meta?: ReactNode
  actions?: ReactNode
  /** `narrow` for forms and text, `wide` for tables. */
  width?: 'narrow' | 'wide'
  children: ReactNode
}

/** Every page of the console: breadcrumbs, one h1, its actions, its content. */
export function PageFrame({ title, crumbs, meta, actions, width = 'wide', children }: PageFrameProps) {
  return (
    <div
      className={cx(
        'mx-auto flex w-full flex-col gap-5 px-4 pt-4 pb-12 sm:px-6',
        width === 'narrow' ? 'max-w-[1040px]' : 'max-w-[1440px]',
      )}
    >
      <header className="flex flex-col gap-2">
        {crumbs && crumbs.length > 0 && <Breadcrumbs items={crumbs} />}
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <div className="min-w-0 flex-1 basis-72">
            <h1 className="text-xl font-semibold wrap-anywhere">{title}</h1>
            {meta && (
              <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">{meta}</div>
            )}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </div>
      </header>
      {children}
    </div>
  )
}

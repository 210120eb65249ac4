import { ChevronRight } from 'lucide-react'
import { Fragment } from 'react'
import { cx } from './cx'
import { AppLink, insteadOf } from './link'

export interface Crumb {
  readonly label: string
  /** Absent for where the reader is. */
  readonly href?: string
  /** What a plain click does instead of loading the page. */
  readonly onOpen?: () => void
}

/** A long segment gives way to the others; the whole of it is the page's title. */
const CUT = 'block max-w-52 truncate'

export function Breadcrumbs({ items }: { items: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0 overflow-x-auto [scrollbar-width:none]">
      <ol className="-ml-1 flex items-center gap-1 text-sm whitespace-nowrap">
        {items.map((crumb, index) => (
          <Fragment key={`${crumb.label}-${crumb.href ?? 'here'}`}>
            {index > 0 && (
              <li aria-hidden="true">
                <ChevronRight className="size-3.5 text-faint" />
              </li>
            )}
            <li>
              {crumb.href === undefined ? (
                <span aria-current="page" title={crumb.label} className={cx(CUT, 'font-medium')}>
                  {crumb.label}
                </span>
              ) : (
                <AppLink
                  href={crumb.href}
                  {...(crumb.onOpen && { onNavigate: insteadOf(crumb.onOpen) })}
                  title={crumb.label}
                  className={cx(CUT, 'rounded-sm px-1 py-0.5 text-muted hover:bg-hover hover:text-ink')}
                >
                  {crumb.label}
                </AppLink>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  )
}

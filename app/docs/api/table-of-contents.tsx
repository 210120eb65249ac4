import { MethodBadge } from './method-badge'
import type { Located } from './operation-section'

/** Where everything is; beside the text where there is room for it. */
export function TableOfContents({ groups }: { groups: readonly (readonly [string, readonly Located[]])[] }) {
  return (
    <nav
      aria-label="Operations"
      className="sticky top-8 hidden max-h-[calc(100dvh-4rem)] w-64 shrink-0 overflow-y-auto lg:block"
    >
      {groups.map(([tag, operations]) => (
        <div key={tag} className="mb-4">
          <a href={`#tag-${tag}`} className="text-xs font-medium text-faint hover:text-ink">
            {tag}
          </a>
          <ul className="mt-1">
            {operations.map(({ method, operation }) => (
              <li key={operation.operationId}>
                <a
                  href={`#${operation.operationId}`}
                  className="flex items-center gap-2 rounded-sm px-1 py-1 text-muted hover:bg-hover hover:text-ink"
                >
                  <span className="w-14 shrink-0">
                    <MethodBadge method={method} />
                  </span>
                  <span className="truncate">{operation.operationId}</span>
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

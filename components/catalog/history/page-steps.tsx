import { ButtonLink } from '../../ui/button-link'

interface PageStepsProps {
  path: string
  search: Readonly<Record<string, string>>
  nextCursor: string | null
}

/** The way to older entries, and from there back to the newest; not there where all fits on one page. */
export function PageSteps({ path, search, nextCursor }: PageStepsProps) {
  const { cursor, ...rest } = search
  if (nextCursor === null && cursor === undefined) return null
  return (
    <nav aria-label="Pages" className="flex gap-2 border-t border-line px-4 py-2.5">
      {cursor !== undefined && (
        <ButtonLink size="sm" href={address(path, rest)}>
          Newest
        </ButtonLink>
      )}
      {nextCursor !== null && (
        <ButtonLink size="sm" href={address(path, { ...rest, cursor: nextCursor })}>
          Older
        </ButtonLink>
      )}
    </nav>
  )
}

function address(path: string, search: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(search).toString()
  return text === '' ? path : `${path}?${text}`
}

import { splitPlatforms } from './tags/platforms'

/** Platforms as small chips; those that do not fit are counted and named in the title. */
export function PlatformChips({ platforms, shown }: { platforms: readonly string[]; shown?: number }) {
  if (platforms.length === 0) return <span className="text-faint">none</span>
  const split = splitPlatforms(platforms, shown)
  return (
    <span className="flex min-w-0 items-center gap-1">
      {split.shown.map((platform) => (
        <Chip key={platform}>{platform}</Chip>
      ))}
      {split.more.length > 0 && (
        <span title={split.more.join('\n')} className="text-xs whitespace-nowrap text-muted">
          +{split.more.length}
          <span className="sr-only"> more: {split.more.join(', ')}</span>
        </span>
      )}
    </span>
  )
}

function Chip({ children }: { children: string }) {
  return (
    <span
      title={children}
      className="min-w-0 truncate rounded-sm border border-line px-1 font-mono text-2xs text-muted"
    >
      {children.startsWith('linux/') ? children.slice('linux/'.length) : children}
    </span>
  )
}

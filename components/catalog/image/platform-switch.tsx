import { cx } from '../../ui/cx'
import { AppLink } from '../../ui/link'

interface PlatformSwitchProps {
  platforms: readonly string[]
  current: string | undefined
  hrefOf: (platform: string) => string
}

/** Which image of an index is looked at. */
export function PlatformSwitch({ platforms, current, hrefOf }: PlatformSwitchProps) {
  return (
    <nav aria-label="Platform" className="flex flex-wrap items-center gap-1">
      <span className="mr-1 text-xs text-muted">Platform</span>
      {platforms.map((platform) => (
        <AppLink
          key={platform}
          href={hrefOf(platform)}
          scroll={false}
          replace
          aria-current={platform === current ? 'true' : undefined}
          className={cx(
            'flex h-6 items-center rounded-md border px-2 font-mono text-xs',
            platform === current
              ? 'border-gold bg-gold-soft font-medium text-gold-ink'
              : 'border-line text-muted hover:border-line-strong hover:text-ink',
          )}
        >
          {platform}
        </AppLink>
      ))}
    </nav>
  )
}

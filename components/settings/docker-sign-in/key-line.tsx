import { CircleCheck, CircleDashed, CircleMinus, TriangleAlert } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { CopyButton } from '@/components/ui/copy-button'
import { RelativeTime } from '@/components/ui/relative-time'
import type { SigningKey } from './queries'

const STATES = {
  active: { label: 'Signs', tone: 'ok', icon: CircleCheck },
  next: { label: 'Waits', tone: 'info', icon: CircleDashed },
  retired: { label: 'Retired', tone: 'neutral', icon: CircleMinus },
} as const

/** One key under both of its names, as registries print them. */
export function KeyLine({ signingKey: key }: { signingKey: SigningKey }) {
  const { label, tone, icon: Icon } = STATES[key.state]
  return (
    <div className="flex flex-col gap-1.5 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={tone} icon={<Icon aria-hidden="true" />}>
          {label}
        </Badge>
        {key.endsSoon && (
          <Badge tone="warn" icon={<TriangleAlert aria-hidden="true" />}>
            Ends soon
          </Badge>
        )}
        <span className="text-xs text-muted">
          made <RelativeTime at={key.createdAt} />
          {key.retiredAt !== null && (
            <>
              , retired <RelativeTime at={key.retiredAt} />
            </>
          )}
          , certificate until <time dateTime={dayOf(key.expiresAt)}>{dayOf(key.expiresAt)}</time>
        </span>
      </div>
      <Name label="3.x" what="JWK thumbprint" text={key.kid} />
      <Name label="2.x" what="libtrust fingerprint" text={key.libtrustId} />
    </div>
  )
}

function Name({ label, what, text }: { label: string; what: string; text: string }) {
  return (
    <div className="flex min-w-0 items-center gap-2 text-xs">
      <abbr title={what} className="w-6 shrink-0 text-faint no-underline">
        {label}
      </abbr>
      <code className="min-w-0 truncate font-mono" title={text}>
        {text}
      </code>
      <CopyButton text={text} what={what} />
    </div>
  )
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

import { CircleAlert, CircleCheck, CircleHelp } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { cx } from '@/components/ui/cx'
import type { Registry } from './queries'

type Health = Registry['health']

const STATES = {
  up: { label: 'Healthy', tone: 'ok', text: 'text-ok', icon: CircleCheck },
  failing: { label: 'Failing', tone: 'danger', text: 'text-danger', icon: CircleAlert },
  unknown: { label: 'Not checked yet', tone: 'neutral', text: 'text-faint', icon: CircleHelp },
} as const

/** Whether a registry answered the last time it was asked: icon and name, never a mere dot of colour. */
export function HealthDot({ health, className }: { health: Health; className?: string }) {
  const { label, text, icon: Icon } = STATES[health.state]
  return <Icon role="img" aria-label={label} className={cx('size-3.5 shrink-0', text, className)} />
}

export function HealthBadge({ health }: { health: Health }) {
  const { label, tone, icon: Icon } = STATES[health.state]
  return (
    <Badge tone={tone} icon={<Icon aria-hidden="true" />} title={health.message ?? undefined}>
      {label}
    </Badge>
  )
}

import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Spinner } from '@/components/ui/spinner'
import type { Job } from './is-active'
import { STATUS_TEXT } from './job-words'

const ICONS: Partial<Record<Job['status'], LucideIcon>> = {
  queued: CircleDashed,
  cancelling: CircleSlash,
  succeeded: CircleCheck,
  partial: TriangleAlert,
  failed: CircleAlert,
  cancelled: Ban,
}

export function StatusBadge({ status }: { status: Job['status'] }) {
  const { label, tone } = STATUS_TEXT[status]
  const Icon = ICONS[status]
  return (
    <Badge tone={tone} icon={Icon ? <Icon aria-hidden="true" /> : <Spinner />}>
      {label}
    </Badge>
  )
}

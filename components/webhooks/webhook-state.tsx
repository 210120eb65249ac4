import { CircleAlert, CircleCheck, CircleDashed, CirclePause } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import type { Webhook } from './queries'

/** How a webhook fares, by its last try. */
export function WebhookState({
  webhook: { isPaused, health },
}: {
  webhook: Pick<Webhook, 'isPaused' | 'health'>
}) {
  if (isPaused) {
    return (
      <Badge tone="neutral" icon={<CirclePause aria-hidden="true" />}>
        Paused
      </Badge>
    )
  }
  if (health.lastAt === null) {
    return (
      <Badge tone="neutral" icon={<CircleDashed aria-hidden="true" />}>
        Not called yet
      </Badge>
    )
  }
  const isHeard = health.lastStatus !== null && health.lastStatus >= 200 && health.lastStatus < 300
  if (isHeard) {
    return (
      <Badge tone="ok" icon={<CircleCheck aria-hidden="true" />}>
        Answers {health.lastStatus}
      </Badge>
    )
  }
  return (
    <Badge tone="danger" icon={<CircleAlert aria-hidden="true" />} title={health.lastProblem?.message}>
      {health.lastStatus === null ? 'No answer' : `Answers ${health.lastStatus}`}
    </Badge>
  )
}

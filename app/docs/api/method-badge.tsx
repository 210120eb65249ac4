import { Badge } from '@/components/ui/badge'
import type { Tone } from '@/components/ui/tone'

const TONES: Readonly<Record<string, Tone>> = {
  get: 'info',
  post: 'ok',
  patch: 'warn',
  put: 'warn',
  delete: 'danger',
}

export function MethodBadge({ method }: { method: string }) {
  return (
    <Badge tone={TONES[method] ?? 'neutral'} className="font-mono">
      {method.toUpperCase()}
    </Badge>
  )
}

import { describeError } from './describe-error'
import { Notice } from './notice'

/** Why a form or an action failed, beside it. */
export function ProblemNotice({ error, className }: { error: unknown; className?: string }) {
  if (!error) return null
  const problem = describeError(error)
  return (
    <div key={problem.requestId} ref={bringIntoSight} role="alert" {...(className && { className })}>
      <Notice tone="danger">
        {problem.detail}{' '}
        <span className="font-mono text-xs">
          {problem.code}
          {problem.requestId && ` · ${problem.requestId}`}
        </span>
      </Notice>
    </div>
  )
}

/** Below a long form it would not be seen, and the button would seem to have done nothing. */
function bringIntoSight(notice: HTMLElement | null): void {
  notice?.scrollIntoView({ block: 'nearest' })
}

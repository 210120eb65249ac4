import { CircleCheck, CircleX } from 'lucide-react'
import type { CheckReport } from './queries'

/** What came of asking a provider, step by step. */
export function CheckResult({ report }: { report: CheckReport }) {
  return (
    <div role="status" className="flex flex-col gap-2 rounded-md border border-line bg-sunken p-3">
      <p className="font-medium">
        {report.isUsable ? 'It can be used' : 'It cannot be used'}
        <span className="ml-2 font-normal text-faint tabular-nums">{report.tookMs} ms</span>
      </p>
      <ul className="flex flex-col gap-1.5">
        {report.steps.map((step) => (
          <li key={step.label} className="flex items-start gap-2">
            {step.isPassed ? (
              <CircleCheck aria-label="passed" className="mt-0.5 size-4 shrink-0 text-ok" />
            ) : (
              <CircleX aria-label="failed" className="mt-0.5 size-4 shrink-0 text-danger" />
            )}
            <span className="min-w-0 wrap-anywhere">
              {step.label} <span className="text-muted">{step.detail}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

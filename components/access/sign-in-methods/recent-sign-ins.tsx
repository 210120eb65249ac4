import { RelativeTime } from '@/components/ui/relative-time'
import type { SignInMethod } from './queries'

/** Who signed in by a method last, and how many can. */
export function RecentSignIns({ method }: { method: SignInMethod }) {
  const { accountCount, groupCount, recent } = method
  return (
    <div className="flex flex-col gap-2">
      <p className="text-muted">
        {accountCount === 1 ? 'One person' : `${accountCount.toLocaleString('en')} people`} can sign in by it
        {groupCount !== null &&
          `; it has named ${groupCount === 1 ? 'one group' : `${groupCount.toLocaleString('en')} groups`} so far`}
        .
      </p>
      {recent.length === 0 ? (
        <p className="text-faint">Nobody has signed in by it yet.</p>
      ) : (
        <ul aria-label={`Last sign-ins by ${method.name}`} className="flex flex-col divide-y divide-line">
          {recent.map((one) => (
            <li key={one.userId} className="flex items-baseline gap-3 py-1.5">
              <span className="min-w-0 truncate font-medium">{one.name}</span>
              {one.label !== null && one.label !== one.name && (
                <span className="min-w-0 flex-1 truncate text-xs text-faint max-sm:hidden" title={one.label}>
                  {one.label}
                </span>
              )}
              <RelativeTime at={one.at} className="ml-auto shrink-0 text-muted" />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

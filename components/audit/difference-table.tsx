import { cx } from '@/components/ui/cx'
import type { Difference } from './describe-event'

/** What was beside what is. What is absent on a side says so. */
export function DifferenceTable({ changes }: { changes: readonly Difference[] }) {
  return (
    <div className="overflow-hidden rounded-md border border-line">
      <table className="w-full table-fixed text-xs">
        <thead className="bg-sunken text-left text-muted">
          <tr className="[&>th]:px-2.5 [&>th]:py-1.5 [&>th]:font-medium">
            <th className="w-1/4">Field</th>
            <th>Before</th>
            <th>After</th>
          </tr>
        </thead>
        <tbody className="align-top">
          {changes.map(({ name, before, after, isChanged }) => (
            <tr key={name} className="border-t border-line [&>*]:px-2.5 [&>*]:py-1.5">
              <th scope="row" className="text-left font-normal wrap-anywhere text-muted">
                {name}
              </th>
              <Value
                text={before}
                sign={isChanged ? '−' : ''}
                tone={isChanged ? 'bg-danger-soft text-danger' : ''}
              />
              <Value text={after} sign={isChanged ? '+' : ''} tone={isChanged ? 'bg-ok-soft text-ok' : ''} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Value({ text, sign, tone }: { text: string | undefined; sign: string; tone: string }) {
  if (text === undefined) return <td className="text-faint">absent</td>
  return (
    <td className={cx('font-mono wrap-anywhere', tone)}>
      {sign && <span aria-hidden="true">{sign} </span>}
      {text === '' ? '(empty)' : text}
    </td>
  )
}

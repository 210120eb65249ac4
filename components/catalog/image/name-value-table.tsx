import { displaySafe } from '@/lib/oci/display'
import { CopyButton } from '../../ui/copy-button'
import { withKeys } from '../../ui/with-keys'
import { safeLink } from './safe-link'

interface NameValueTableProps {
  label: string
  rows: readonly { name: string; value: string }[]
  absent: string
}

/** Names and values a stranger wrote. An address becomes a link that tells the other side nothing. */
export function NameValueTable({ label, rows, absent }: NameValueTableProps) {
  if (rows.length === 0) return <p className="p-4 text-muted">{absent}</p>
  return (
    <table className="data-table dense table-fixed">
      <caption className="sr-only">{label}</caption>
      <colgroup>
        <col className="w-[45%]" />
        <col />
        <col className="w-10" />
      </colgroup>
      <tbody>
        {withKeys(rows, ({ name }) => name).map(({ key, item: { name, value } }) => (
          <tr key={key} className="align-top">
            <th
              scope="row"
              className="static! h-auto! [tr:last-child>&]:border-b-0 bg-transparent! py-2! font-mono! text-xs! font-normal! wrap-anywhere whitespace-normal!"
            >
              {displaySafe(name)}
            </th>
            <td className="py-2! text-xs wrap-anywhere">
              <Value value={value} />
            </td>
            <td className="w-10 px-1!">
              <CopyButton text={value} what={`value of ${displaySafe(name)}`} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Longer values fold, so that one cannot bury the others. */
const FOLD_LENGTH = 400

function Value({ value }: { value: string }) {
  const href = safeLink(value)
  if (value.length > FOLD_LENGTH) return <FoldedValue value={value} />
  if (value === '') return <span className="text-faint">empty</span>
  if (href === undefined) return <code className="font-mono whitespace-pre-wrap">{displaySafe(value)}</code>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" className="text-link">
      {displaySafe(value)}
    </a>
  )
}

function FoldedValue({ value }: { value: string }) {
  return (
    <details className="group/value">
      <summary className="list-none rounded-sm [&::-webkit-details-marker]:hidden">
        <code className="line-clamp-3 font-mono whitespace-pre-wrap group-open/value:line-clamp-none">
          {displaySafe(value)}
        </code>
        <span className="text-muted underline group-open/value:hidden">
          all {value.length.toLocaleString('en')} characters
        </span>
      </summary>
    </details>
  )
}

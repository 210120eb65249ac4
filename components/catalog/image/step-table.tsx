import { displaySafe } from '@/lib/oci/display'
import { ByteSize } from '../../ui/byte-size'
import { cx } from '../../ui/cx'
import { DigestText } from '../../ui/digest-text'
import { Panel } from '../../ui/panel'
import { RelativeTime } from '../../ui/relative-time'
import type { Step } from '../queries'
import type { Weight } from './layer-rows'
import { LayerSize } from './layer-size'
import { SharedWith } from './shared-with'

interface StepTableProps {
  registry: string
  rows: readonly { step: Step; weight: Weight | null }[]
  emptyCount: number
  summary: string
  /** Steps alone: nobody knows which layer is whose. */
  isUnpaired?: boolean
}

/** The steps of a build, the first at the top, as a Dockerfile reads. */
export function StepTable({ registry, rows, emptyCount, summary, isUnpaired = false }: StepTableProps) {
  return (
    <Panel aria-label="Layer history" className="group/steps">
      <header className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-2">
        <div>
          <h2 className="font-semibold">Layer history</h2>
          <p className="text-xs text-muted">{summary}</p>
        </div>
        {emptyCount > 0 && (
          <label className="flex items-center gap-2 text-xs text-muted">
            <input type="checkbox" defaultChecked data-show-empty className="accent-(--gold-ink)" />
            Show {emptyCount} {emptyCount === 1 ? 'step' : 'steps'} that changed no files
          </label>
        )}
      </header>
      <table className="data-table table-fixed">
        <caption className="sr-only">Steps of the build with the layer each made</caption>
        <thead>
          <tr>
            <th className="num w-12">Step</th>
            <th>Command</th>
            {!isUnpaired && <th className="hidden w-36 lg:table-cell">Layer</th>}
            {!isUnpaired && <th className="num w-24 sm:w-40">Size</th>}
            {!isUnpaired && <th className="num hidden w-28 lg:table-cell">Up to here</th>}
            {!isUnpaired && <th className="hidden w-36 md:table-cell">Shared with</th>}
            <th className="hidden w-24 2xl:table-cell">Created</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ step, weight }) => (
            <StepRow key={step.step} {...{ registry, step, weight, isUnpaired }} />
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

interface StepRowProps {
  registry: string
  step: Step
  weight: Weight | null
  isUnpaired: boolean
}

function StepRow({ registry, step, weight, isUnpaired }: StepRowProps) {
  const { layer, isEmpty } = step
  return (
    <tr
      className={cx(
        '[&>td]:py-2.5 [&>td]:align-top',
        isEmpty && 'text-faint group-has-[[data-show-empty]:not(:checked)]/steps:hidden',
      )}
    >
      <td className="num text-faint">{step.step}</td>
      <td>
        <Command step={step} />
      </td>
      {!isUnpaired && (
        <>
          <td className="hidden lg:table-cell">
            {layer && <DigestText digest={layer.digest} className="-my-0.5" />}
          </td>
          <td className="num">{layer ? <LayerSize layer={layer} weight={weight} /> : <Nothing />}</td>
          <td className="num hidden text-muted lg:table-cell">
            {weight && <ByteSize bytes={weight.cumulative} />}
          </td>
          <td className="hidden md:table-cell">
            {layer && <SharedWith registry={registry} digest={layer.digest} sharedWith={layer.sharedWith} />}
          </td>
        </>
      )}
      <td className="hidden 2xl:table-cell">
        <RelativeTime at={step.createdAt} />
      </td>
    </tr>
  )
}

function Nothing() {
  return (
    <span title="This step changed no files">
      <span aria-hidden="true">–</span>
      <span className="sr-only">no files changed</span>
    </span>
  )
}

/** One line of the command; the rest unfolds, without a script. */
function Command({ step: { instruction, command, comment, createdAt, isEmpty } }: { step: Step }) {
  const text = displaySafe(command)
  return (
    <details className="group/command min-w-0">
      <summary className="flex cursor-pointer list-none items-start gap-2 rounded-sm [&::-webkit-details-marker]:hidden">
        <span
          className={cx(
            'inline-flex h-5 shrink-0 items-center rounded-sm px-1.5 font-mono text-2xs font-semibold',
            isEmpty ? 'border border-line text-faint' : 'bg-selected text-ink',
          )}
        >
          {instruction ?? 'STEP'}
        </span>
        <code className="min-w-0 flex-1 truncate font-mono text-xs leading-5 group-open/command:wrap-anywhere group-open/command:whitespace-pre-wrap">
          {text === '' ? <span className="text-faint">no command recorded</span> : text}
        </code>
      </summary>
      <p className="mt-1 text-xs wrap-anywhere text-faint">
        Created <RelativeTime at={createdAt} absent="at an unknown time" />
        {comment && `, ${displaySafe(comment)}`}
      </p>
    </details>
  )
}

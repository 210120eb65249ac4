import { versionHref } from '../../shell/addresses'
import { ByteSize } from '../../ui/byte-size'
import { DigestText } from '../../ui/digest-text'
import { AppLink } from '../../ui/link'
import { Panel, PanelHeader } from '../../ui/panel'
import { OutcomeMark } from '../outcome-mark'
import type { Comparison } from '../queries'
import { counted } from '../words'

interface ComparisonPanelProps {
  comparison: Comparison
  /** Whether it may follow what it is compared with. */
  isNext: boolean
  /** Of a requirement, by its id. */
  titleOf: (requirementId: string) => string
}

/** What is new against the version that is golden: size, platforms, layers, config, what the checks say. */
export function ComparisonPanel({ comparison, isNext, titleOf }: ComparisonPanelProps) {
  const { with: other, layers, platforms, config, findings, totalBytes } = comparison
  const hasPlatforms = platforms.added.length + platforms.removed.length > 0
  return (
    <Panel>
      <PanelHeader
        title={isNext ? 'What changed' : 'How it differs'}
        description={
          <>
            Against{' '}
            <AppLink href={versionHref(other.versionId)} className="text-link">
              {other.name}
            </AppLink>
            , which is golden now.
          </>
        }
      />
      <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-4 gap-y-2 p-4">
        <dt className="text-muted">Size</dt>
        <dd>
          <Growth before={totalBytes.before} after={totalBytes.after} />
        </dd>
        {hasPlatforms && (
          <>
            <dt className="text-muted">Platforms</dt>
            <dd className="flex flex-wrap gap-x-3">
              {platforms.added.map((name) => (
                <Added key={name}>{name}</Added>
              ))}
              {platforms.removed.map((name) => (
                <Removed key={name}>{name}</Removed>
              ))}
            </dd>
          </>
        )}
        <dt className="text-muted">Layers</dt>
        <dd className="flex flex-col gap-1">
          <span>
            {counted(layers.shared, ['layer', 'layers'])} as before, {layers.added.length} new,{' '}
            {layers.removed.length} gone
          </span>
          <LayerList layers={layers} />
        </dd>
        <dt className="text-muted">Config</dt>
        <dd>
          <ConfigChanges changes={config} />
        </dd>
        <dt className="text-muted">Findings</dt>
        <dd>
          {findings.length === 0 && <span className="text-muted">The requirements say the same.</span>}
          <ul className="flex flex-col gap-1">
            {findings.map(({ requirementId, before, after }) => (
              <li key={requirementId} className="flex flex-wrap items-center gap-x-2">
                <span className="min-w-40 flex-1 font-medium">{titleOf(requirementId)}</span>
                <span className="flex items-center gap-2">
                  {before === null ? (
                    <span className="text-xs text-faint">not asked</span>
                  ) : (
                    <OutcomeMark outcome={before} className="w-auto" />
                  )}
                  <span aria-hidden="true">→</span>
                  <span className="sr-only">now</span>
                  {after === null ? (
                    <span className="text-xs text-faint">not asked</span>
                  ) : (
                    <OutcomeMark outcome={after} className="w-auto" />
                  )}
                </span>
              </li>
            ))}
          </ul>
        </dd>
      </dl>
    </Panel>
  )
}

function Growth({ before, after }: { before: number | null; after: number | null }) {
  if (before === null || after === null) {
    return (
      <>
        <ByteSize bytes={before} /> → <ByteSize bytes={after} />
      </>
    )
  }
  const difference = after - before
  const sign = difference < 0 ? '−' : '+'
  return (
    <>
      <ByteSize bytes={before} /> → <ByteSize bytes={after} />{' '}
      <span className="text-muted">
        {difference === 0 ? 'the same' : sign}
        {difference !== 0 && <ByteSize bytes={Math.abs(difference)} />}
      </span>
    </>
  )
}

function LayerList({ layers }: { layers: Comparison['layers'] }) {
  if (layers.added.length + layers.removed.length === 0) return null
  return (
    <ul className="flex flex-col gap-0.5 text-xs">
      {layers.added.map(({ digest, size }) => (
        <li key={digest} className="flex items-center gap-2">
          <Added>
            <DigestText digest={digest} isCopyable={false} />
          </Added>
          <ByteSize bytes={size} />
        </li>
      ))}
      {layers.removed.map(({ digest, size }) => (
        <li key={digest} className="flex items-center gap-2">
          <Removed>
            <DigestText digest={digest} isCopyable={false} />
          </Removed>
          <ByteSize bytes={size} />
        </li>
      ))}
    </ul>
  )
}

function ConfigChanges({ changes }: { changes: Comparison['config'] }) {
  if (changes === null) return <span className="text-faint">unknown: a config could not be read</span>
  if (changes.length === 0) return <span className="text-muted">the same</span>
  return (
    <ul className="flex flex-col gap-1.5">
      {changes.map(({ field, before, after }) => (
        <li key={field}>
          <span className="font-medium">{field}</span>
          <span className="flex flex-col font-mono text-xs wrap-anywhere">
            {before !== null && <Removed>{before}</Removed>}
            {after !== null && <Added>{after}</Added>}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Added({ children }: { children: React.ReactNode }) {
  return (
    <ins className="text-ok no-underline">
      <span aria-hidden="true">+ </span>
      {children}
    </ins>
  )
}

function Removed({ children }: { children: React.ReactNode }) {
  return (
    <del className="text-danger no-underline">
      <span aria-hidden="true">− </span>
      {children}
    </del>
  )
}

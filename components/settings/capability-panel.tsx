import { CircleCheck, CircleHelp, CircleMinus } from 'lucide-react'
import { CopyField } from '@/components/ui/copy-field'
import { cx } from '@/components/ui/cx'
import { EmptyState } from '@/components/ui/empty-state'
import { KeyValueList } from '@/components/ui/key-value-list'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import { TONE_TEXT } from '@/components/ui/tone'
import {
  AUTHENTICATION_TEXT,
  type CapabilityLine,
  explainCapabilities,
  explainClock,
} from './capability-report'
import type { Registry } from './queries'

const ICONS = {
  yes: { icon: CircleCheck, label: 'Yes' },
  no: { icon: CircleMinus, label: 'No' },
  unknown: { icon: CircleHelp, label: 'Unknown' },
}

/** What the last probe found, each answer with what it means for people. */
export function CapabilityPanel({ registry }: { registry: Registry }) {
  const { capabilities, probedAt } = registry
  return (
    <Panel>
      <PanelHeader
        title="What it supports"
        description={
          probedAt === null ? (
            'A probe writes nothing.'
          ) : (
            <>
              Probed <RelativeTime at={probedAt} />. A probe writes nothing.
            </>
          )
        }
      />
      {capabilities === null ? (
        <EmptyState icon={<CircleHelp />} title="Not probed yet">
          Syncs work without it. A probe asks the registry which features it has: deleting, referrers, a
          catalog.
        </EmptyState>
      ) : (
        <>
          <ul className="divide-y divide-line">
            {explainCapabilities(capabilities).map((line) => (
              <Line key={line.name} line={line} />
            ))}
          </ul>
          <div className="border-t border-line bg-sunken px-4 py-3">
            <KeyValueList
              items={[
                { label: 'Sign-in', value: AUTHENTICATION_TEXT[capabilities.authentication] },
                { label: 'Token service', value: capabilities.realm ?? 'none' },
                { label: 'Server', value: capabilities.server ?? 'does not say' },
                { label: 'Answered in', value: `${Math.round(capabilities.latencyMs)} ms` },
                { label: 'Clock', value: <Clock skewMs={capabilities.clockSkewMs} /> },
              ]}
            />
          </div>
        </>
      )}
    </Panel>
  )
}

function Clock({ skewMs }: { skewMs: number | null }) {
  const { text, isTold } = explainClock(skewMs)
  return isTold ? <span className={TONE_TEXT.warn}>{text}</span> : text
}

function Line({ line }: { line: CapabilityLine }) {
  const { icon: Icon, label } = ICONS[line.state]
  return (
    <li className="grid grid-cols-[20px_1fr] gap-x-2.5 gap-y-1 px-4 py-2.5 sm:grid-cols-[20px_200px_1fr]">
      <Icon
        role="img"
        aria-label={label}
        className={cx('mt-0.5 size-4', line.state === 'yes' ? 'text-ok' : TONE_TEXT[line.tone])}
      />
      <span className="font-medium">{line.name}</span>
      <div className="col-start-2 min-w-0 text-muted sm:col-start-3">
        {line.meaning}
        {line.setting && <CopyField text={line.setting} what="setting" className="mt-2" />}
      </div>
    </li>
  )
}

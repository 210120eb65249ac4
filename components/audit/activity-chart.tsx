'use client'

import { type KeyboardEvent, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { formatAbsolute, formatDate } from '@/components/ui/format-time'
import type { AuditCounts } from './queries'

interface ActivityChartProps {
  data: AuditCounts
  /** Looks closer at one bar's stretch of time. */
  onZoom: (from: number, to: number) => void
}

/** Events over time, refused ones striped at the foot of each bar. A bar opens its own stretch; arrows walk the bars. */
export function ActivityChart({ data, onZoom }: ActivityChartProps) {
  const { start, size, counts } = data
  const [active, setActive] = useState(counts.length - 1)
  const most = Math.max(0, ...counts.map(totalOf))
  const focus = Math.min(active, counts.length - 1)
  const bars = counts.map((count, at) => ({ count, at, from: start + at * size }))

  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = Math.max(0, Math.min(counts.length - 1, focus + step))
    setActive(next)
    const bar = event.currentTarget.children[next]
    if (bar instanceof HTMLElement) bar.focus()
  }

  return (
    <div className="px-4 pt-3 pb-2">
      <div className="mb-1 flex items-baseline justify-between gap-4 text-xs text-muted">
        <span>
          Events per {stretchName(size)}
          <span className="text-faint"> · {most === 0 ? 'none' : `most ${most.toLocaleString('en')}`}</span>
        </span>
        <Legend />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div role="group" aria-label="Events over time" onKeyDown={walk} className="flex h-20 items-end gap-px">
        {bars.map(({ count, from, at }) => (
          <button
            key={from}
            type="button"
            tabIndex={at === focus ? 0 : -1}
            onFocus={() => setActive(at)}
            onClick={() => onZoom(from, from + size)}
            title={barLabel(from, count)}
            aria-label={barLabel(from, count)}
            className="group flex h-full min-w-0 flex-1 flex-col justify-end rounded-sm hover:bg-hover"
          >
            <Bar count={count} most={Math.max(1, most)} />
          </button>
        ))}
      </div>
      <div aria-hidden="true" className="mt-1 flex justify-between text-xs text-faint tabular-nums">
        <span>{shortTime(start, size)}</span>
        <span className="max-sm:hidden">{shortTime(start + Math.floor(counts.length / 2) * size, size)}</span>
        <span>{shortTime(start + counts.length * size, size)}</span>
      </div>
    </div>
  )
}

type Count = AuditCounts['counts'][number]

const totalOf = ({ done, denied }: Count) => done + denied
const DENIED_FILL = 'bg-[repeating-linear-gradient(135deg,var(--danger)_0_2px,var(--danger-soft)_2px_4px)]'

function Bar({ count, most }: { count: Count; most: number }) {
  const total = totalOf(count)
  if (total === 0) return <span className="h-px w-full bg-line" />
  // A single event beside thousands is still to be seen.
  const share = Math.max(4, (total / most) * 100)
  const denied = count.denied === 0 ? 0 : Math.max(20, (count.denied / total) * 100)
  return (
    <span className="flex w-full flex-col overflow-hidden rounded-t-[2px]" style={{ height: `${share}%` }}>
      <span className="min-h-0 flex-1 bg-faint/60 group-hover:bg-ink" />
      {denied > 0 && (
        <span className={cx('w-full', DENIED_FILL)} style={{ height: `${denied}%`, minHeight: 3 }} />
      )}
    </span>
  )
}

function Legend() {
  return (
    <span className="flex items-center gap-3">
      <span className="inline-flex items-center gap-1.5">
        <span aria-hidden="true" className="size-2.5 rounded-[2px] bg-faint/60" />
        done
      </span>
      <span className="inline-flex items-center gap-1.5">
        <span aria-hidden="true" className={cx('size-2.5 rounded-[2px]', DENIED_FILL)} />
        denied
      </span>
    </span>
  )
}

function barLabel(at: number, { done, denied }: Count): string {
  return `${formatAbsolute(at)}: ${done.toLocaleString('en')} done, ${denied.toLocaleString('en')} denied`
}

const UNITS = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
] as const

/** `hour`, `15 minutes`. */
function stretchName(size: number): string {
  const [unit, name] = UNITS.find(([length]) => size % length === 0) ?? [1, 'millisecond']
  return size === unit ? name : `${size / unit} ${name}s`
}

/** The day where stretches are days, else the minute. */
function shortTime(at: number, size: number): string {
  return size >= 6 * 3_600_000 ? formatDate(at) : formatAbsolute(at).slice(5, 16)
}

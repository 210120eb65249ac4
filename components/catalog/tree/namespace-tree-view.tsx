'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { cx } from '../../ui/cx'
import { ancestorsOf, type NamespaceNode, stepTree, type TreeRow, visibleRows } from './namespace-tree'

const ROW_PX = 32
const INDENT_PX = 14
const FIRST_PAINT = { width: 240, height: 640 }

interface NamespaceTreeViewProps {
  nodes: readonly NamespaceNode[]
  /** Null while every namespace is shown. */
  selected: string | null
  onSelect: (namespace: string | null) => void
}

/** Namespaces by path segment, by the ARIA tree pattern: one tab stop, arrows move, open and fold, Enter chooses. */
export function NamespaceTreeView({ nodes, selected, onSelect }: NamespaceTreeViewProps) {
  'use no memo'
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(
    () =>
      new Set([
        ...(selected === null ? [] : ancestorsOf(selected)),
        ...(nodes.length === 1 ? [nodes[0]?.namespace ?? ''] : []),
      ]),
  )
  const rows = useMemo(() => visibleRows(nodes, expanded), [nodes, expanded])
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      rows.findIndex((row) => row.node.namespace === selected),
    ),
  )
  const isMoving = useRef(false)
  const scroller = useRef<HTMLDivElement>(null)

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    initialRect: FIRST_PAINT,
  })
  useLayoutEffect(() => {
    if (!isMoving.current) return
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${active}"]`)
    if (!row) return
    isMoving.current = false
    row.focus({ preventScroll: true })
  })
  useEffect(() => {
    if (selected !== null) setExpanded((open) => new Set([...open, ...ancestorsOf(selected)]))
  }, [selected])

  const toggle = (namespace: string) =>
    setExpanded((open) => (open.has(namespace) ? without(open, namespace) : new Set([...open, namespace])))
  const choose = (namespace: string) => onSelect(namespace === selected ? null : namespace)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const row = rows[active]
    if (row && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault()
      choose(row.node.namespace)
      return
    }
    const step = stepTree(rows, active, event.key)
    if (step.kind === 'none') return
    event.preventDefault()
    if (step.kind !== 'focus') {
      toggle(step.namespace)
      return
    }
    isMoving.current = true
    setActive(step.index)
    virtualizer.scrollToIndex(step.index)
  }

  return (
    <div ref={scroller} className="max-h-[calc(100dvh-220px)] overflow-y-auto">
      <div
        role="tree"
        aria-label="Namespaces"
        onKeyDown={onKeyDown}
        className="relative"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          if (!row) return null
          return (
            <TreeItem
              key={row.node.namespace}
              row={row}
              index={index}
              topPx={start}
              isTabStop={index === Math.min(active, rows.length - 1)}
              isSelected={row.node.namespace === selected}
              onToggle={() => toggle(row.node.namespace)}
              onChoose={() => {
                setActive(index)
                choose(row.node.namespace)
              }}
              onFocus={() => setActive(index)}
            />
          )
        })}
      </div>
    </div>
  )
}

interface TreeItemProps {
  row: TreeRow
  index: number
  topPx: number
  isTabStop: boolean
  isSelected: boolean
  onToggle: () => void
  onChoose: () => void
  onFocus: () => void
}

function TreeItem({ row, index, topPx, isTabStop, isSelected, onToggle, onChoose, onFocus }: TreeItemProps) {
  const { node, isExpanded, position, siblings } = row
  const isFolder = node.children.length > 0
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the tree
    <div
      role="treeitem"
      data-row={index}
      tabIndex={isTabStop ? 0 : -1}
      aria-level={node.level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={isFolder ? isExpanded : undefined}
      aria-selected={isSelected}
      title={node.namespace}
      onClick={onChoose}
      onFocus={onFocus}
      className={cx(
        'absolute inset-x-0 flex h-8 cursor-pointer items-center gap-1 rounded-md pr-2 -outline-offset-2 select-none',
        isSelected ? 'bg-selected font-medium' : 'hover:bg-hover',
      )}
      style={{ top: topPx, paddingLeft: (node.level - 1) * INDENT_PX + 4 }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a larger target for the mouse; keys use the arrows */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys use the arrows */}
      <span
        onClick={(event) => {
          if (!isFolder) return
          event.stopPropagation()
          onToggle()
        }}
        className="flex size-5 shrink-0 items-center justify-center rounded-sm text-faint hover:text-ink"
      >
        {isFolder && (
          <ChevronRight
            aria-hidden="true"
            className={cx('size-3.5 transition-transform', isExpanded && 'rotate-90')}
          />
        )}
      </span>
      <span className="min-w-0 flex-1 truncate">{node.label}</span>
      <span className="text-xs text-faint tabular-nums">
        {node.repositories.toLocaleString('en')}
        <span className="sr-only"> repositories</span>
      </span>
    </div>
  )
}

function without(set: ReadonlySet<string>, entry: string): ReadonlySet<string> {
  return new Set([...set].filter((item) => item !== entry))
}

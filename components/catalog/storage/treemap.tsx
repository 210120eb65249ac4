'use client'
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { cx } from '../../ui/cx'
import { AppLink } from '../../ui/link'
import { swatchOf } from './swatch'
import { type Direction, layOut, neighbour, type TreemapBox, type TreemapItem } from './treemap-layout'

export interface Tile extends TreemapItem {
  readonly children: readonly Tile[]
  /** How large it is, for people: its area counts what its parts share in each of them. */
  readonly size: string
  /** Where it leads; null for what was added up because there is no room for it. */
  readonly href: string | null
  /** What is told of it while it is pointed at. */
  readonly details: readonly (readonly [string, string])[]
}

interface TreemapProps {
  label: string
  tiles: readonly Tile[]
  height: number
  /** Called instead of following a plain click on a tile's link, when it answers true. */
  onOpen?: (tile: Tile) => boolean
}

const WIDTH_GUESS = 1040
const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** Areas in boxes, two levels deep. One tab stop; arrows move between the boxes, Enter opens. */
export function Treemap({ label, tiles, height, onOpen }: TreemapProps) {
  const frame = useRef<HTMLUListElement>(null)
  const width = useWidth(frame)
  const [activeKey, setActive] = useState<string | null>(null)
  const [isTold, setTold] = useState(false)
  const boxes = layOut(tiles, { width, height })
  const stops = boxes.filter(({ item }) => item.href !== null)
  const active = stops.find(({ item }) => item.key === activeKey) ?? stops[0]

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setTold(false)
    const direction = KEYS[event.key]
    if (!direction || !active || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const next = neighbour(sameDepth(stops, active), active, direction)
    if (next) frame.current?.querySelector<HTMLElement>(`[data-tile="${CSS.escape(next.item.key)}"]`)?.focus()
  }
  const show = (key: string) => {
    setActive(key)
    setTold(true)
  }

  return (
    <div className="relative">
      <ul
        ref={frame}
        aria-label={label}
        onKeyDown={onKeyDown}
        onPointerLeave={() => setTold(false)}
        className="relative overflow-hidden rounded-md"
        style={{ height }}
      >
        {boxes.map((box) => (
          <TileBox
            key={box.item.key}
            box={box}
            isTabStop={box === active}
            onShow={show}
            onHide={() => setTold(false)}
            onOpen={onOpen}
          />
        ))}
      </ul>
      {isTold && active && <Told box={active} frameWidth={width} frameHeight={height} />}
    </div>
  )
}

interface TileBoxProps {
  box: TreemapBox<Tile>
  isTabStop: boolean
  onShow: (key: string) => void
  onHide: () => void
  onOpen: ((tile: Tile) => boolean) | undefined
}

function TileBox({ box, isTabStop, onShow, onHide, onOpen }: TileBoxProps) {
  const { item, left, top, width, height, depth, group } = box
  const isOuter = depth === 1 && item.children.length > 0
  const content = <TileText box={box} />
  const shape = cx(
    'absolute block overflow-hidden rounded-[3px] px-1.5 text-left text-xs leading-5 text-ink',
    !isOuter && height >= 18 && 'pt-0.5',
  )
  const style = { left: 0, top: 0, width, height, ...swatchOf(group, isOuter) }
  return (
    <li className="absolute" style={{ left, top, width, height }}>
      {item.href === null ? (
        <span className={cx(shape, 'opacity-70')} style={style}>
          {content}
        </span>
      ) : (
        <AppLink
          href={item.href}
          data-tile={item.key}
          tabIndex={isTabStop ? 0 : -1}
          aria-label={`${item.label}, ${item.size}`}
          onPointerEnter={() => onShow(item.key)}
          onFocus={() => onShow(item.key)}
          onBlur={onHide}
          onNavigate={(event) => {
            if (onOpen?.(item)) event.preventDefault()
          }}
          className={cx(
            shape,
            '-outline-offset-2 transition-[filter] hover:brightness-95 focus-visible:outline-2 focus-visible:outline-gold dark:hover:brightness-125',
          )}
          style={style}
        >
          {content}
        </AppLink>
      )}
    </li>
  )
}

function TileText({ box: { item, width, height, depth } }: { box: TreemapBox<Tile> }): ReactNode {
  if (width < 44 || height < 17) return null
  const isHead = depth === 1 && item.children.length > 0
  const { size } = item
  if (isHead) {
    return (
      <span className="flex items-baseline justify-between gap-2">
        <span className="truncate font-semibold">{item.label}</span>
        {width > 130 && <span className="shrink-0 text-muted tabular-nums">{size}</span>}
      </span>
    )
  }
  return (
    <>
      <span className="block truncate font-medium">{item.label}</span>
      {height >= 40 && <span className="block truncate text-muted tabular-nums">{size}</span>}
    </>
  )
}

const TOLD_WIDTH = 260

/** What is known of the box pointed at, beside it and inside the frame. */
function Told({
  box,
  frameWidth,
  frameHeight,
}: {
  box: TreemapBox<Tile>
  frameWidth: number
  frameHeight: number
}) {
  const { item, left, top, width, height } = box
  const fitsRight = left + width + TOLD_WIDTH + 8 <= frameWidth
  const fitsLeft = left - TOLD_WIDTH - 8 >= 0
  const beside = fitsRight ? left + width + 6 : left - TOLD_WIDTH - 6
  const x = fitsRight || fitsLeft ? beside : Math.max(0, Math.min(left + 12, frameWidth - TOLD_WIDTH))
  const isLow = top + height / 2 > frameHeight / 2
  return (
    <div
      role="tooltip"
      className="pointer-events-none absolute z-20 rounded-md border border-line bg-raised px-3 py-2 text-xs shadow-float"
      style={{
        left: x,
        width: Math.min(TOLD_WIDTH, frameWidth),
        ...(isLow ? { bottom: Math.max(0, frameHeight - top - height) } : { top: Math.max(0, top) }),
      }}
    >
      <p className="mb-1 font-semibold wrap-anywhere">{item.label}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4">
        {item.details.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="text-right tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** Arrows stay on one level where there is a neighbour on it. */
function sameDepth(stops: readonly TreemapBox<Tile>[], active: TreemapBox<Tile>) {
  return stops.filter((box) => box === active || isLeaf(box) === isLeaf(active))
}

function isLeaf({ depth, item }: TreemapBox<Tile>): boolean {
  return depth === 2 || item.children.length === 0
}

function useWidth(element: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(WIDTH_GUESS)
  useLayoutEffect(() => {
    const { current } = element
    if (!current) return
    const measure = () => setWidth(Math.max(120, Math.round(current.clientWidth)))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    return () => observer.disconnect()
  }, [element])
  return width
}

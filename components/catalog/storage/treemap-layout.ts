import { type HierarchyRectangularNode, hierarchy, treemap, treemapSquarify } from 'd3-hierarchy'

/** A thing with an area, and what is in it. */
export interface TreemapItem {
  readonly key: string
  readonly label: string
  readonly area: number
  readonly children: readonly TreemapItem[]
}

export interface TreemapBox<Item extends TreemapItem> {
  readonly item: Item
  /** Pixels from the top left. */
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** 1 for the outer boxes, 2 for those in them. */
  readonly depth: number
  /** The place of the outer box among its neighbours; it decides the colour. */
  readonly group: number
}

const HEAD_PX = 20
const GAP_PX = 2
const NARROWEST_PX = 3

/** Where everything with an area goes, outer boxes before those in them. What would be no more than a line is left out. */
export function layOut<Item extends TreemapItem & { readonly children: readonly Item[] }>(
  items: readonly Item[],
  { width, height }: { readonly width: number; readonly height: number },
): readonly TreemapBox<Item>[] {
  const root = hierarchy<Item | Root<Item>>({ area: 0, children: items }, (node) =>
    node.children.filter((child) => child.area > 0),
  )
    .sum((node) => (node.children.some((child) => child.area > 0) ? 0 : node.area))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0))
  if (!root.value) return []
  const laid = treemap<Item | Root<Item>>()
    .tile(treemapSquarify.ratio(1.3))
    .size([width, height])
    .paddingInner(GAP_PX)
    .paddingTop((node) => (node.depth === 1 && node.children ? HEAD_PX : 0))
    .round(true)(root)
  return (laid.children ?? []).flatMap((outer, group) =>
    [outer, ...(outer.children ?? [])].flatMap(toBox(group)),
  )
}

interface Root<Item> {
  readonly area: number
  readonly children: readonly Item[]
}

function toBox<Item extends TreemapItem>(group: number) {
  return (node: HierarchyRectangularNode<Item | Root<Item>>): readonly TreemapBox<Item>[] => {
    const width = node.x1 - node.x0
    const height = node.y1 - node.y0
    if (!('key' in node.data) || width < NARROWEST_PX || height < NARROWEST_PX) return []
    return [{ item: node.data, left: node.x0, top: node.y0, width, height, depth: node.depth, group }]
  }
}

export type Direction = 'left' | 'right' | 'up' | 'down'

type Place = Pick<TreemapBox<TreemapItem>, 'left' | 'top' | 'width' | 'height'>

/** The nearest box in a direction, by the distance of centres; sideways counts double. Undefined at the edge. */
export function neighbour<Box extends Place>(
  boxes: readonly Box[],
  from: Box,
  direction: Direction,
): Box | undefined {
  const center = centerOf(from)
  const near = boxes.flatMap((box) => {
    const { x, y } = centerOf(box)
    const [ahead, aside] = turn(x - center.x, y - center.y, direction)
    return box !== from && ahead > 0 ? { box, distance: ahead + 2 * Math.abs(aside) } : []
  })
  return near.sort((a, b) => a.distance - b.distance)[0]?.box
}

function centerOf({ left, top, width, height }: Place) {
  return { x: left + width / 2, y: top + height / 2 }
}

function turn(x: number, y: number, direction: Direction): readonly [number, number] {
  if (direction === 'right') return [x, y]
  if (direction === 'left') return [-x, y]
  return direction === 'down' ? [y, x] : [-y, x]
}

import type { CSSProperties } from 'react'

const HUES = [85, 250, 150, 30, 310, 195, 120, 275]

/** Lines or dots over a colour, so that neighbours differ for who sees no colours. */
const PATTERNS = [
  { image: 'none', size: 'auto' },
  { image: 'repeating-linear-gradient(45deg, L 0 1px, transparent 1px 9px)', size: 'auto' },
  { image: 'radial-gradient(L 1.2px, transparent 1.4px)', size: '9px 9px' },
  { image: 'repeating-linear-gradient(0deg, L 0 1px, transparent 1px 8px)', size: 'auto' },
  { image: 'repeating-linear-gradient(-45deg, L 0 1px, transparent 1px 9px)', size: 'auto' },
  {
    image:
      'repeating-linear-gradient(0deg, L 0 1px, transparent 1px 12px), repeating-linear-gradient(90deg, L 0 1px, transparent 1px 12px)',
    size: 'auto',
  },
  { image: 'repeating-linear-gradient(90deg, L 0 1px, transparent 1px 8px)', size: 'auto' },
]

/** Colour and pattern of a group: 56 that differ. The outer box is a little quieter than what is in it. */
export function swatchOf(group: number, isOuter: boolean): CSSProperties {
  const hue = HUES[group % HUES.length] ?? 0
  const pattern = PATTERNS[group % PATTERNS.length]
  const line = `light-dark(oklch(0.55 0.09 ${hue} / 0.2), oklch(0.85 0.07 ${hue} / 0.22))`
  const fill = isOuter
    ? `light-dark(oklch(0.955 0.022 ${hue}), oklch(0.245 0.022 ${hue}))`
    : `light-dark(oklch(0.915 0.045 ${hue}), oklch(0.315 0.045 ${hue}))`
  return {
    backgroundColor: fill,
    backgroundImage: isOuter ? 'none' : (pattern?.image.replaceAll('L', line) ?? 'none'),
    backgroundSize: pattern?.size ?? 'auto',
  }
}

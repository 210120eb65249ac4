import type { ComponentProps } from 'react'

interface ScrollRegionProps extends ComponentProps<'section'> {
  /** What scrolls in it; read out, not seen. */
  label: string
}

/** A region of the page that scrolls by itself, also by the keyboard: Safari lets none be reached otherwise. */
export function ScrollRegion({ label, ...rest }: ScrollRegionProps) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to take the keyboard (axe scrollable-region-focusable)
  return <section aria-label={label} tabIndex={0} {...rest} />
}

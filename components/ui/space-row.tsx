/** The room of rows of a table that are not drawn. */
export function SpaceRow({ heightPx }: { heightPx: number }) {
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row takes no focus
  return heightPx > 0 && <tr aria-hidden="true" style={{ height: heightPx }} />
}

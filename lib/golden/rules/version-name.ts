const HEX_SHOWN = 12

/** What a version is called when nobody says: its tag, else the beginning of its digest; numbered when that is taken. */
export function nameOf(
  { tag, digest }: { readonly tag: string | null; readonly digest: string },
  number: number,
): string {
  const base = tag ?? digest.slice(digest.indexOf(':') + 1).slice(0, HEX_SHOWN)
  return number === 1 ? base : `${base}-${number}`
}

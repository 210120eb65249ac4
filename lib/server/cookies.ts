import 'server-only'

/** Cookies by name, values decoded. Of two equal names the first wins, as browsers send the closest path first. */
export function parseCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=')
    const name = pair.slice(0, at).trim()
    if (at > 0 && !cookies.has(name)) cookies.set(name, decode(pair.slice(at + 1).trim()))
  }
  return cookies
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    // Not every cookie was written by us, and not all who write cookies encode them.
    return value
  }
}

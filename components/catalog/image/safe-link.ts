/** The address a label's value may link to: an absolute http(s) URL without credentials in it; else none. */
export function safeLink(value: string): string | undefined {
  if (!/^https?:\/\//i.test(value) || /\s/.test(value)) return undefined
  if (!URL.canParse(value)) return undefined
  const url = new URL(value)
  return url.username === '' && url.password === '' ? url.href : undefined
}

const REDIRECTS_MAX = 10

/**
 * What a browser does at a provider that asks nothing: follows it from page to page until it is sent back. Gives path
 * and query of that last address, which is ours.
 */
export async function visitProvider(start: string): Promise<string> {
  const { origin } = new URL(start)
  const jar = new Map<string, string>()
  let url = new URL(start)
  for (let at = 0; at < REDIRECTS_MAX; at++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`${url.pathname} answered ${answer.status}`)
    url = new URL(location, url)
    if (url.origin !== origin) return url.pathname + url.search
  }
  throw new Error('The provider sent the browser round in circles')
}

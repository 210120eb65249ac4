import { InvalidInputError, type ProblemCode } from '@/lib/core/errors'

const LENGTH_MAX = 2048

/**
 * Reads the address of a webhook: http or https, any path and query. User names and passwords in it would be
 * shown to whoever may see the webhook, and fragments are never sent.
 * @throws InvalidInputError `url-invalid`, `url-scheme`, `url-userinfo`, `url-port`
 */
export function parseWebhookUrl(text: string, deniedPorts: ReadonlySet<string>): string {
  const isWhole = text.length <= LENGTH_MAX && !/[\s\\#]/.test(text) && URL.canParse(text)
  if (!isWhole) throw refuse('url-invalid', 'Give an address such as https://ci.example/hooks/assay.')
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refuse('url-scheme', 'A webhook is called by http or https.')
  }
  if (url.username !== '' || url.password !== '') {
    throw refuse('url-userinfo', 'Give no user name or password; what is sent is signed instead.')
  }
  if (deniedPorts.has(url.port)) throw refuse('url-port', 'This port belongs to another service.')
  return url.href
}

function refuse(code: ProblemCode, message: string): InvalidInputError {
  return new InvalidInputError(code, message, { issues: [{ pointer: '/url', code, message }] })
}

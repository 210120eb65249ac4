import type { Api } from './api'
import { ALLOWED_HOST } from './door'

/** Secrets that an answer showed once, and that no later answer and no line of the log may hold. */
export async function drawShownOnce(asAdmin: Api): Promise<readonly string[]> {
  const invited = await asAdmin.post('/users', { name: 'invited', role: 'member' })
  const link = /token=([A-Za-z0-9_-]{20,})/.exec(JSON.stringify(invited.body))?.[1]
  if (link === undefined) throw new Error(`Inviting answered ${invited.status} without a link.`)

  const webhook = await asAdmin.post('/webhooks', {
    url: `http://${ALLOWED_HOST}:8123/hook`,
    events: ['tag.created'],
    isPaused: true,
  })
  const { secret } = webhook.body
  if (typeof secret !== 'string')
    throw new Error(`Adding a webhook answered ${webhook.status} without a secret.`)
  return [link, secret]
}

import { expect } from 'vitest'
import { digestOf } from '@/lib/testing/push'
import { CONFIG, imageRoutes, imageWith } from '../harness/upstream'
import { type Findings, lie, type UpstreamRow } from '../harness/upstream-row'

const FINE = { problems: [], tags: ['v1'] } as const
const config = {
  mediaType: 'application/vnd.oci.image.config.v1+json',
  digest: digestOf(JSON.stringify(CONFIG)),
  size: 5,
}

const NASTY = '<img src=x onerror=alert(1)>\u001b[31m\u202egnp.exe\u0000'
const hostile = {
  ...CONFIG,
  created: '9999-12-31T23:59:59Z',
  author: NASTY,
  config: {
    User: NASTY,
    Env: [`EVIL=${NASTY}`, `BIG=${'x'.repeat(1_000_000)}`],
    Labels: {
      ...Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`label.${at}`, 'x'])),
      [NASTY]: NASTY,
    },
  },
  history: [
    { created_by: NASTY, created: 'yesterday' },
    { created_by: 1, comment: {} },
  ],
}

/** As they stand in JSON. */
const CONTROLS = ['\\u0000', '\\u001b', '\u202e']

/** What a stranger wrote is text: cut, made visible, and never markup. */
async function isShownAsText({ world, id, tags }: Findings): Promise<void> {
  const name = id.toLowerCase().replaceAll('.', '-')
  const base = `/registries/${name}/repositories/app`
  const digest = String(tags[0]?.digest)
  const { status, body } = await world.admin.get(`${base}/manifests/${digest}`)
  expect(status).toBe(200)
  for (const control of CONTROLS) expect(JSON.stringify(body)).not.toContain(control)
  expect(JSON.stringify(body).length).toBeLessThan(1_000_000)
  expect(tags[0]?.createdAt ?? null).toBeNull()
  const page = await fetch(`${world.origin}${base}/tags/v1`, {
    headers: { cookie: world.facts.sessionCookie },
    redirect: 'manual',
  })
  const html = await page.text()
  expect(page.status).toBe(200)
  expect(html).not.toContain('<img src=x')
}

const labelled = {
  ...CONFIG,
  config: { Labels: Object.fromEntries(Array.from({ length: 200_000 }, (_, at) => [`l${at}`, 'many'])) },
}

/** However many labels a stranger writes, a bounded number is kept. */
async function isFoundByFewLabels({ world, id }: Findings): Promise<void> {
  const registry = id.toLowerCase().replaceAll('.', '-')
  const { status, body } = await world.admin.get(`/search/labels?q=many&registry=${registry}&limit=200`)
  expect(status).toBe(200)
  expect(body).toMatchObject({ total: 64, isAtLeast: false })
}

const blob = (value: string) => ({
  ...imageRoutes(imageWith({ config: { ...config, digest: digestOf(value), size: value.length } })),
  [`/v2/app/blobs/${digestOf(value)}`]: { body: value },
})

export const configRows: readonly UpstreamRow[] = [
  lie(
    ['U05.1', 'markup, escapes and bidirectional text stay text'],
    imageRoutes(imageWith({ annotations: { [NASTY]: NASTY } }, hostile), hostile),
    { ...FINE, verify: isShownAsText },
  ),
  lie(['U05.2', 'no created date'], imageRoutes(imageWith({}, { os: 'linux' }), { os: 'linux' }), FINE),
  lie(
    ['U05.3', 'a date before all dates'],
    imageRoutes(imageWith({}, { created: '-1' }), { created: '-1' }),
    FINE,
  ),
  lie(['U05.4', 'a config that is a list'], blob('[5]'), FINE),
  lie(['U05.5', 'a config that is no JSON'], blob('nope'), FINE),
  lie(
    ['U05.6', 'more history than layers'],
    imageRoutes(imageWith({}, { history: Array(5000).fill({ created_by: 'x' }) }), {
      history: Array(5000).fill({ created_by: 'x' }),
    }),
    FINE,
  ),
  lie(
    ['U05.7', 'diffIDs that are none'],
    imageRoutes(imageWith({}, { rootfs: { diff_ids: ['sha256:../x', 1] } }), {
      rootfs: { diff_ids: ['sha256:../x', 1] },
    }),
    FINE,
  ),
  lie(
    ['U05.8', 'a config with a prototype'],
    blob('{"__proto__":{"os":"evil"},"constructor":1,"os":{}}'),
    FINE,
  ),
  lie(['U05.9', '200,000 labels are a few to search'], imageRoutes(imageWith({}, labelled), labelled), {
    ...FINE,
    verify: isFoundByFewLabels,
  }),
]

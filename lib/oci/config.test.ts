import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { chainIds } from './chain'
import { parseConfig, parseTimestamp } from './config'
import { parseDigest } from './digest'

const parse = (document: unknown) => parseConfig(new TextEncoder().encode(JSON.stringify(document)))
const diffId = (letter: string) => parseDigest(`sha256:${letter.repeat(64)}`)

describe('a config', () => {
  it('may be missing everything', () => {
    expect(parse({})).toEqual({
      os: null,
      architecture: null,
      variant: null,
      platform: null,
      author: null,
      createdAt: null,
      user: null,
      workingDir: null,
      stopSignal: null,
      entrypoint: [],
      cmd: [],
      env: [],
      labels: {},
      exposedPorts: [],
      volumes: [],
      healthcheck: [],
      onBuild: [],
      diffIds: null,
      history: null,
    })
  })

  it('gives what it says', () => {
    const config = parse({
      os: 'linux',
      architecture: 'arm',
      variant: 'v7',
      created: '2026-01-02T03:04:05.123456789Z',
      config: {
        User: 'app',
        Env: ['PATH=/bin', 'EMPTY=', 'A=b=c', 'bare'],
        Entrypoint: ['/app'],
        Cmd: null,
        Labels: { a: 'b' },
        ExposedPorts: { '80/tcp': {} },
        Volumes: { '/data': {} },
        Healthcheck: { Test: ['CMD', 'true'] },
      },
      rootfs: { type: 'layers', diff_ids: [diffId('a')] },
      history: [{ created_by: 'RUN x', created: 'garbage', empty_layer: true, comment: 'c' }, {}],
    })
    expect(config).toMatchObject({
      platform: 'linux/arm/v7',
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5, 123),
      user: 'app',
      env: [
        { name: 'PATH', value: '/bin' },
        { name: 'EMPTY', value: '' },
        { name: 'A', value: 'b=c' },
        { name: 'bare', value: '' },
      ],
      exposedPorts: ['80/tcp'],
      volumes: ['/data'],
      healthcheck: ['CMD', 'true'],
      diffIds: [diffId('a')],
    })
    expect(config.history).toEqual([
      { createdAt: null, createdBy: 'RUN x', comment: 'c', isEmpty: true },
      { createdAt: null, createdBy: '', comment: null, isEmpty: false },
    ])
  })

  it('takes nonsense for missing, and one wrong diffID for none known', () => {
    expect(
      parse({ os: 7, config: 'x', rootfs: { diff_ids: [diffId('a'), 'sha256:zz'] }, history: [null] }),
    ).toMatchObject({ os: null, env: [], diffIds: null, history: null })
  })

  it('is cut to what a page can show', () => {
    const labels = Object.fromEntries(Array.from({ length: 200_000 }, (_, at) => [`l${at}`, 'x']))
    const config = parse({
      author: 'a'.repeat(1_000_000),
      config: { Labels: labels, Env: ['A='.padEnd(9_000, 'x')] },
    })
    expect(Object.keys(config.labels)).toHaveLength(200)
    expect(config.author).toHaveLength(4096)
    expect(config.env[0]?.value.length).toBeLessThan(4096)
  })

  it('shows controls, escape sequences and direction marks instead of passing them on', () => {
    const config = parse({
      author: '\u001b[31m red \u202egnp.exe\u0007',
      config: { Labels: { 'a\u0000': '<img onerror>' } },
    })
    expect(config.author).toBe('U+001B[31m red U+202Egnp.exeU+0007')
    expect(config.labels).toEqual({ 'aU+0000': '<img onerror>' })
  })

  it.each(['[]', 'null', '1', '"x"', '', '{', '\uFEFF'])('is refused when it is %s', (text) => {
    expect(() => parseConfig(new TextEncoder().encode(text))).toThrow(AppError)
  })

  it('is a config or a failure with a code, never a crash', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        try {
          parseConfig(new TextEncoder().encode(text))
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }),
    )
  })
})

describe('a time in a config', () => {
  it.each([
    ['2026-01-02T03:04:05Z', Date.UTC(2026, 0, 2, 3, 4, 5)],
    ['2026-01-02T03:04:05+02:00', Date.UTC(2026, 0, 2, 1, 4, 5)],
    ['1970-01-01T00:00:00Z', 0],
    ['0001-01-01T00:00:00Z', null],
    ['9999-12-31T23:59:59Z', null],
    ['2026-13-45T03:04:05Z', null],
    ['2026-01-02', null],
    ['yesterday', null],
    ['', null],
    [1_700_000_000, null],
    [null, null],
  ])('%s is %s', (text, expected) => {
    expect(parseTimestamp(text)).toBe(expected)
  })
})

describe('chainIDs', () => {
  it('begin with the first diffID and follow the image specification', async () => {
    const [a, b] = [diffId('a'), diffId('b')]
    const chain = await chainIds([a, b])
    const expected = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${a} ${b}`))
    expect(chain).toEqual([a, `sha256:${Buffer.from(expected).toString('hex')}`])
    expect(await chainIds([])).toEqual([])
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientIp, PEER_HEADER } from './client-ip'

const PROXIES = ['10.0.0.0/8', '::1/128']
const ipOf = (peer: string, forwarded?: string) =>
  clientIp(new Headers({ [PEER_HEADER]: peer, ...(forwarded && { 'x-forwarded-for': forwarded }) }), PROXIES)

describe('the address of a client', () => {
  beforeAll(() => {
    globalThis.assayKnowsPeers = true
  })
  afterAll(() => {
    globalThis.assayKnowsPeers = undefined
  })

  it.each([
    ['the peer, whatever it claims', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['the peer where nothing is claimed', '203.0.113.9', undefined, '203.0.113.9'],
    ['what a trusted proxy says', '10.1.1.1', '198.51.100.1', '198.51.100.1'],
    ['the right-most hop that is not ours', '10.1.1.1', '6.6.6.6, 198.51.100.1, 10.2.2.2', '198.51.100.1'],
    ['the proxy where every hop is ours', '10.1.1.1', '10.3.3.3', '10.1.1.1'],
    ['the proxy where a hop is no address', '10.1.1.1', '198.51.100.1, <script>', '10.1.1.1'],
    ['one way to write IPv4', '::ffff:203.0.113.9', undefined, '203.0.113.9'],
  ])('is %s', (...row) => {
    const [, peer, forwarded, expected] = row
    expect(ipOf(peer, forwarded)).toBe(expected)
  })

  it('is unknown where nobody has seen the socket', () => {
    globalThis.assayKnowsPeers = undefined
    expect(ipOf('203.0.113.9')).toBeNull()
    globalThis.assayKnowsPeers = true
  })
})

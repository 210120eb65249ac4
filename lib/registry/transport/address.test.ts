import { describe, expect, it } from 'vitest'
import { addressGuard, literalAddress } from './address'
import { backoffMs, retryAfterSeconds } from './retry'

describe('an address', () => {
  it.each(['93.184.216.34', '2606:2800:220:1::1', '::ffff:93.184.216.34'])(
    '%s may be connected to',
    (address) => {
      expect(addressGuard([])(address)).toBe(true)
    },
  )

  it.each([
    '127.0.0.1',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.1',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::7f00:1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001::1',
    'fe80::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    'not-an-address',
    '',
  ])('%s may not', (address) => {
    expect(addressGuard([])(address)).toBe(false)
  })

  it('in a range the operator allows may be connected to, and no other', () => {
    const guard = addressGuard(['10.1.0.0/16', 'fd00::/8'])
    expect(['10.1.2.3', '::ffff:10.1.2.3', 'fd00::1'].every(guard)).toBe(true)
    expect(['10.2.0.1', '127.0.0.1', 'fe80::1'].some(guard)).toBe(false)
  })

  it('range that is misspelt is not taken for anything', () => {
    expect(() => addressGuard(['10.0.0.0'])).toThrow()
  })

  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['[::1]', '::1'],
    ['localhost', null],
    ['r.example', null],
  ])('written in a URL as %s is %s', (hostname, expected) => {
    expect(literalAddress(hostname)).toBe(expected)
  })
})

describe('a wait', () => {
  const now = Date.UTC(2026, 0, 1)
  it.each([
    ['0', 0],
    ['7', 7],
    [' 7 ', 7],
    ['999999999', 120],
    ['-5', 5],
    ['soon', 5],
    ['1.5', 5],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30],
    ['Thu, 01 Jan 2099 00:00:00 GMT', 120],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    [null, null],
  ])('of %s is %s seconds', (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds)
  })

  it('between attempts is random, grows and has an end', () => {
    expect(backoffMs(1, 0)).toBe(0)
    expect(backoffMs(2, 0.999)).toBeGreaterThan(backoffMs(1, 0.999))
    expect(backoffMs(50, 1)).toBe(2000)
  })
})

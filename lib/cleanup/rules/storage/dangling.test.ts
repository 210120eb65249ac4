import { expect, it } from 'vitest'
import { judgeDangling, type UntaggedManifest } from './dangling'

const plain = (digest: string, more: Partial<UntaggedManifest> = {}): UntaggedManifest => ({
  digest,
  parents: [],
  subject: null,
  isProtected: false,
  ...more,
})
const judge = (untagged: readonly UntaggedManifest[], held: readonly string[] = [], unread = 0) =>
  judgeDangling({ untagged, held: new Set([...held, ...untagged.map(({ digest }) => digest)]), unread })
const digestsOf = (list: readonly { digest: string }[]) => list.map(({ digest }) => digest)

it('calls dangling what no tag, index, subject or protection needs, and says why', () => {
  const { dangling } = judge([
    plain('alone'),
    plain('index'),
    plain('child', { parents: ['index'] }),
    plain('signature', { subject: 'child' }),
    plain('orphan-signature', { subject: 'gone' }),
  ])
  expect(dangling).toEqual([
    { digest: 'alone', why: 'untagged', of: null },
    { digest: 'index', why: 'untagged', of: null },
    { digest: 'child', why: 'child', of: 'index' },
    { digest: 'signature', why: 'referrer', of: 'child' },
    { digest: 'orphan-signature', why: 'referrer', of: 'gone' },
  ])
})

it.each<[string, readonly UntaggedManifest[], readonly string[]]>([
  ['a child of a tagged index', [plain('child', { parents: ['tagged'] })], ['tagged']],
  [
    'a child of a tagged and of a dangling index',
    [plain('old'), plain('c', { parents: ['old', 'tagged'] })],
    ['tagged'],
  ],
  ['what speaks of a tagged image', [plain('sig', { subject: 'tagged' })], ['tagged']],
  [
    'a grandchild',
    [plain('leaf', { parents: ['middle'] }), plain('middle', { parents: ['tagged'] })],
    ['tagged'],
  ],
  [
    'what speaks of a needed child, and what that lists',
    [
      plain('list-of-sig', { parents: ['sig'] }),
      plain('sig', { subject: 'child' }),
      plain('child', { parents: ['tagged'] }),
    ],
    ['tagged'],
  ],
  [
    'what is protected, with what it lists',
    [plain('part', { parents: ['gold'] }), plain('gold', { isProtected: true })],
    [],
  ],
])('keeps %s', (_, untagged, held) => {
  expect(digestsOf(judge(untagged, held).dangling).filter((digest) => digest !== 'old')).toEqual([])
})

it('calls nothing dangling while a tag or a needed index could not be read', () => {
  const verdict = judge([plain('alone')], [], 1)
  expect(verdict.dangling).toEqual([])
  expect(digestsOf(verdict.undecided)).toEqual(['alone'])
})

it('ends where things speak of each other in a circle', () => {
  expect(judge([plain('a', { subject: 'b' }), plain('b', { subject: 'a' })]).dangling).toHaveLength(2)
})

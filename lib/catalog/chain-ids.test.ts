import { expect, it } from 'vitest'
import { chainIds } from '@/lib/oci/chain'
import { parseDigest } from '@/lib/oci/digest'
import { chainIdsOf } from './chain-ids'

it('gives the chainIDs the specification does', async () => {
  const diffIds = ['a', 'b', 'c'].map((letter) => parseDigest(`sha256:${letter.repeat(64)}`))
  expect(chainIdsOf(diffIds)).toEqual(await chainIds(diffIds))
  expect(chainIdsOf([])).toEqual([])
})

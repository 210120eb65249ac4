import { afterAll, beforeAll, beforeEach } from 'vitest'
import { Secret } from '@/lib/core/secret'
import { openRegistry } from '@/lib/registry/client'
import type { RegistryClient } from '@/lib/registry/types'
import { type StubAnswer, type StubRegistry, type StubScript, startStubRegistry } from './stub-registry'

/** A registry for the tests of a file that answers what they say, and for each of them a new client of it. */
export function strangeRegistry() {
  let stub: StubRegistry
  let client: RegistryClient
  beforeAll(async () => {
    stub = await startStubRegistry()
  })
  beforeEach(() => {
    client = openRegistry(
      { url: stub.url, username: 'canary', password: new Secret('canary'), realmOrigin: null, caPem: null },
      { allowedCidrs: ['127.0.0.0/8'] },
    )
    return () => client.close()
  })
  afterAll(() => stub.stop())
  return {
    /** Replaces what it answers to each request. */
    answer: (script: StubScript) => stub.answer(script),
    /** Has it answer everything with the same. */
    always: (answer: StubAnswer) => stub.answer(() => answer),
    /** What it was asked last. */
    lastPath: () => stub.requests.at(-1)?.path,
    get client() {
      return client
    },
  }
}

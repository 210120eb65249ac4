import { expect, test } from 'vitest'
import { pullChoices } from './pull-choices'

const DIGEST = `sha256:${'a'.repeat(64)}`
const target = { registryUrl: 'https://r.example', repository: 'team/x', tag: '1.0.0_rc1', digest: DIGEST }

test('an image is pulled by an engine', () => {
  expect(pullChoices({ ...target, kind: 'index' })[0]).toEqual({
    tool: 'docker',
    byTag: 'docker pull r.example/team/x:1.0.0_rc1',
    byDigest: `docker pull r.example/team/x@${DIGEST}`,
  })
})

test('a chart is pulled by helm, by the version its tag stands for', () => {
  expect(pullChoices({ ...target, kind: 'helm' })[0]?.byTag).toBe(
    'helm pull oci://r.example/team/x --version 1.0.0+rc1',
  )
  expect(pullChoices({ ...target, kind: 'helm', tag: null }).map(({ tool }) => tool)).toEqual(['oras'])
})

test('no engine is offered for what none can run', () => {
  expect(pullChoices({ ...target, kind: 'signature' }).map(({ tool }) => tool)).toEqual(['oras'])
})

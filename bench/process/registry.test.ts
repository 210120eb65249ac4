import { describe, expect, it } from 'vitest'
import { readFigures } from './registry'

const METRICS = `# TYPE registry_http_requests_total counter
registry_http_requests_total{code="200",handler="base",method="get"} 3
registry_http_requests_total{code="200",handler="blob",method="get"} 40
registry_http_requests_total{code="200",handler="catalog",method="get"} 2
registry_http_requests_total{code="200",handler="manifest",method="get"} 1.5e+03
registry_http_requests_total{code="304",handler="manifest",method="get"} 10
registry_http_requests_total{code="404",handler="manifest",method="get"} 1
registry_http_requests_total{code="200",handler="tags",method="get"} 5
registry_http_response_size_bytes_count{handler="tags"} 5
`

describe('the figures of a registry', () => {
  it('count every request but the check that it is up, and bodies apart from 304s', () => {
    expect(readFigures(METRICS)).toEqual({
      requests: 40 + 2 + 1500 + 10 + 1 + 5,
      manifestBodies: 1500,
      blobBodies: 40,
      unchanged: 10,
    })
  })

  it('are zero before the first request', () => {
    expect(readFigures('')).toEqual({ requests: 0, manifestBodies: 0, blobBodies: 0, unchanged: 0 })
  })
})

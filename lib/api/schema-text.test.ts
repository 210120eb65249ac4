import { describe, expect, it } from 'vitest'
import { contracts } from './contracts'
import { curlExample } from './curl-example'
import { buildOpenApi } from './openapi'
import { fieldsOf, sampleOf, typeText } from './schema-text'

describe('a type in one line', () => {
  it.each([
    [{ type: 'string' }, 'string'],
    [{ anyOf: [{ type: 'integer' }, { type: 'null' }] }, 'integer | null'],
    [{ type: 'array', items: { $ref: '#/components/schemas/Tag' } }, 'Tag[]'],
    [{ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } }, '(string | null)[]'],
    [{ enum: ['admin', 'viewer'] }, '"admin" | "viewer"'],
    [{}, 'any'],
  ])('of %j is %s', (schema, expected) => {
    expect(typeText(schema)).toBe(expected)
  })
})

describe('the API’s own description', () => {
  const { paths } = buildOpenApi(contracts, '1.0.0')

  it('has a sample for each body that the contract itself accepts in shape', () => {
    const body = paths['/api/v1/tokens']?.post?.requestBody?.content['application/json'].schema ?? {}
    expect(sampleOf(body)).toEqual({ name: '…', role: 'admin', expiresInDays: 1 })
    expect(fieldsOf(body)).toContainEqual({
      name: 'expiresInDays',
      type: 'integer',
      isRequired: true,
      note: '1 to 365',
    })
  })

  it('has a command for each operation', () => {
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const example = curlExample({ origin: 'https://assay.example', path, method, operation })
        expect(example).toMatch(/^curl (-X [A-Z]+ )?'https:\/\/assay\.example\/api\/v1\//)
        expect(example).not.toContain('{registry}')
      }
    }
  })
})

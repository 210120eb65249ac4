import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { contracts } from './contracts'
import { buildOpenApi } from './openapi'

const app = fileURLToPath(new URL('../../app', import.meta.url))
const entries = Object.entries(contracts)
const fileOf = (path: string) => `${app}${path.replaceAll('{', '[').replaceAll('}', ']')}/route.ts`

describe('every contract', () => {
  it.each(entries)('%s is served at its path', (name, contract) => {
    const file = fileOf(contract.path)
    expect(existsSync(file), file).toBe(true)
    const text = readFileSync(file, 'utf8')
    expect(text).toMatch(new RegExp(`export const ${contract.method} = route\\(\\s*contracts\\.${name}\\b`))
  })

  it('has an address of its own, written in one way', () => {
    const addresses = entries.map(([, { method, path }]) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`)
    expect(new Set(addresses).size).toBe(entries.length)
    for (const [, { path, ...contract }] of entries) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(Object.keys('params' in contract ? contract.params.shape : {}).toSorted()).toEqual(
        names.toSorted(),
      )
    }
  })
})

describe('every route of the API', () => {
  it('goes through a contract', () => {
    const routes = readdirSync(`${app}/api/v1`, { recursive: true, encoding: 'utf8' })
    const files = routes.filter((file) => file.endsWith('route.ts'))
    const served = entries.map(([, { path }]) => fileOf(path))
    expect(files.filter((file) => !served.includes(`${app}/api/v1/${file}`))).toEqual([])
    for (const file of files) {
      const text = readFileSync(`${app}/api/v1/${file}`, 'utf8')
      const exported = [...text.matchAll(/^export const (\w+) = (\w+)\(/gm)]
      expect(exported.length, file).toBeGreaterThan(0)
      for (const [, , wrapper] of exported) expect(wrapper, file).toBe('route')
    }
  })
})

describe('the OpenAPI document', () => {
  const document = buildOpenApi(contracts, '1.2.3')
  const text = JSON.stringify(document)

  it('refers only to what it holds', () => {
    const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name)
    expect(names.length).toBeGreaterThan(10)
    for (const name of names) expect(Object.keys(document.components.schemas)).toContain(name)
    expect(text).not.toContain('$defs')
    expect(text).not.toContain('#/definitions')
  })

  it('says what each operation takes, gives and fails with', () => {
    const operation = document.paths['/api/v1/registries/{registry}']?.delete
    expect(operation).toMatchObject({
      operationId: 'deleteRegistry',
      parameters: [
        { name: 'registry', in: 'path', required: true },
        { name: 'confirm', in: 'query', required: true },
      ],
      responses: { 204: {}, 401: {}, 403: {}, 404: {}, 412: {} },
    })
    expect(document.paths['/api/v1/setup']?.post?.security).toEqual([])
  })

  it('is the same each time', () => {
    expect(JSON.stringify(buildOpenApi(contracts, '1.2.3'))).toBe(text)
  })
})

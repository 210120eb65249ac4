import type { ContractName } from './api'
import { PATHS } from './paths'

/** The method and the address that ask one endpoint. */
export function requestOf(name: ContractName, params: object, query: object) {
  return { method: PATHS[name][0], address: addressOf(name, params, query) }
}

/** The address of an endpoint with its parameters filled in. `:` and `~` stay readable in a segment. */
export function addressOf(name: ContractName, params: object, query: object): string {
  const values = new Map<string, unknown>(Object.entries(params))
  const path = PATHS[name][1].replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const value = values.get(key)
    if (typeof value !== 'string') throw new TypeError(`${name} needs the parameter ${key}.`)
    return encodeURIComponent(value).replaceAll('%3A', ':')
  })

  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(key, String(value))
  }
  return search.size > 0 ? `${path}?${search}` : path
}

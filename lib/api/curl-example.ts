import type { Operation } from './openapi'
import { sampleOf } from './schema-text'

export interface ExampleOf {
  readonly origin: string
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

/** One operation as a command that works once the names in it are real. */
export function curlExample({ origin, path, method, operation }: ExampleOf): string {
  const required = operation.parameters.filter((parameter) => parameter.in === 'query' && parameter.required)
  const query = required.map((parameter) => `${parameter.name}=NAME`).join('&')
  const address = `${origin}${fillPath(path, operation)}${query === '' ? '' : `?${query}`}`
  const body = operation.requestBody?.content['application/json'].schema
  const lines = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}'${address}'`,
    ...(operation.security.length > 0 ? [`-H "Authorization: Bearer $ASSAY_TOKEN"`] : []),
    ...(body ? [`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(sampleOf(body))}'`] : []),
  ]
  return lines.join(' \\\n  ')
}

function fillPath(path: string, operation: Operation): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const schema = operation.parameters.find((parameter) => parameter.name === name)?.schema
    return typeof schema?.example === 'string' ? schema.example : name.toUpperCase()
  })
}

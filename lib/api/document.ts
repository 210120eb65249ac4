import { version } from '@/package.json'
import { contracts } from './contracts'
import { buildOpenApi, type OpenApiDocument } from './openapi'

let built: OpenApiDocument | undefined

/** The document of the API this very build serves. */
export function openApiDocument(): OpenApiDocument {
  built ??= buildOpenApi(contracts, version)
  return built
}

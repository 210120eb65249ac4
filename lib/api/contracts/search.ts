import { z } from 'zod'
import { endpoint } from './endpoint'
import { searchText } from './fields'

export const search = endpoint({
  method: 'GET',
  path: '/api/v1/search',
  summary: 'Find repositories, tags and digests; at most ten of each',
  tag: 'Catalog',
  access: 'actor',
  query: z.object({ q: searchText, registry: z.string().max(40).optional() }),
  status: 200,
  output: z.object({
    repositories: z.array(
      z.object({ registry: z.string(), repository: z.string(), tagCount: z.number().int() }),
    ),
    tags: z.array(
      z.object({
        registry: z.string(),
        repository: z.string(),
        tag: z.string(),
        digest: z.string().nullable(),
      }),
    ),
    digests: z.array(
      z.object({
        registry: z.string(),
        repository: z.string(),
        digest: z.string(),
        kind: z.string(),
        tags: z.array(z.string()),
      }),
    ),
  }),
  problems: [],
})

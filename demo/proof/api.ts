import { request } from 'undici'
import type { z } from 'zod'

/** A caller of Assay's public API that believes only answers of the promised shape. */
export interface ApiReader {
  get<T extends z.ZodType>(path: string, shape: T): Promise<z.output<T>>
  post<T extends z.ZodType>(
    path: string,
    sent: { readonly body: object; readonly shape: T },
  ): Promise<z.output<T>>
  status(path: string, token?: string): Promise<number>
}

export function openApi(url: string, token: string): ApiReader {
  const ask = (path: string, bearer: string | undefined) =>
    request(new URL(`/api/v1${path}`, url), {
      headers: bearer === undefined ? {} : { authorization: `Bearer ${bearer}` },
    })
  return {
    get: async (path, shape) => {
      const { statusCode, body } = await ask(path, token)
      const answer: unknown = await body.json()
      if (statusCode !== 200) throw new Error(`GET ${path} answered ${statusCode} ${JSON.stringify(answer)}`)
      return shape.parse(answer)
    },
    post: async (path, { body: sent, shape }) => {
      const { statusCode, body } = await request(new URL(`/api/v1${path}`, url), {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(sent),
      })
      const answer: unknown = await body.json()
      if (statusCode >= 300) throw new Error(`POST ${path} answered ${statusCode} ${JSON.stringify(answer)}`)
      return shape.parse(answer)
    },
    status: async (path, bearer) => {
      const { statusCode, body } = await ask(path, bearer)
      await body.dump()
      return statusCode
    },
  }
}

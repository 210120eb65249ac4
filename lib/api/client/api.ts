import type { Contracts } from '@/lib/api/contracts'
import type { BodyIn, OutputOf, ParamsIn, QueryIn } from '@/lib/api/contracts/endpoint'
import { parseProblem } from './parse-problem'
import { ProblemError } from './problem-error'

export type ContractName = keyof Contracts
export type Output<N extends ContractName> = OutputOf<Contracts[N]>

/** A part the contract declares must be sent when it has required members; one it does not declare is refused. */
type Part<Name extends string, Shape> = [Shape] extends [undefined]
  ? { readonly [K in Name]?: never }
  : Record<string, never> extends Shape
    ? { readonly [K in Name]?: Shape }
    : { readonly [K in Name]: Shape }

type BodyPart<Shape> = [Shape] extends [undefined] ? { readonly body?: never } : { readonly body: Shape }

export type Input<N extends ContractName> = Part<'params', ParamsIn<Contracts[N]>> &
  Part<'query', QueryIn<Contracts[N]>> &
  BodyPart<BodyIn<Contracts[N]>> & {
    readonly signal?: AbortSignal | undefined
    /** The digest that was seen, for what changes only as long as that is so. */
    readonly ifMatch?: string | undefined
    /** The same for every try of one wish, so that it is carried out once. */
    readonly idempotencyKey?: string | undefined
  }

/** Calls one endpoint by its contract's name. @throws ProblemError for every answer that is not a success. */
export async function api<N extends ContractName>(name: N, input: Input<N>): Promise<Output<N>> {
  // A page comes with its first answers: it can be shown before the addresses of further ones are there.
  const { requestOf } = await import('./address')
  const { method, address } = requestOf(name, input.params ?? {}, input.query ?? {})
  const response = await fetch(address, {
    method,
    headers: headersOf(input),
    ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
    ...(input.signal && { signal: input.signal }),
    credentials: 'same-origin',
    cache: 'no-store',
  })
  if (!response.ok) throw new ProblemError(await parseProblem(response))

  const text = await response.text()
  const output = text === '' ? undefined : JSON.parse(text)
  return output
}

function headersOf({
  body,
  ifMatch,
  idempotencyKey,
}: {
  readonly body?: unknown
  readonly ifMatch?: string | undefined
  readonly idempotencyKey?: string | undefined
}): Record<string, string> {
  return {
    accept: 'application/json',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
  }
}

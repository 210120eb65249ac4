import 'server-only'
import { authorize } from '@/lib/access/authorize'
import type { Context } from '@/lib/access/context'
import type { Action } from '@/lib/access/rules/can'
import { NotFoundError } from '@/lib/core/errors'
import { findLine, type LineRow } from './store/lines'
import { findVersion, type VersionRow } from './store/versions'

export interface VersionPlace {
  readonly line: LineRow
  readonly version: VersionRow
}

/** Where a line is, as rights ask. */
export function placeOf({ registryId, repository }: LineRow) {
  return { registryId, repository }
}

/** The line of an id, for who may do something with it. @throws NotFoundError, ForbiddenError */
export async function authorizeLine(ctx: Context, action: Action, id: string): Promise<LineRow> {
  if (ctx.actor.kind === 'anonymous') await authorize(ctx, action)
  const line = await findLine(ctx.db.query, id)
  if (line === undefined) throw new NotFoundError()
  await authorize(ctx, action, placeOf(line))
  return line
}

/** The version of an id with its line. @throws NotFoundError, ForbiddenError */
export async function authorizeVersion(ctx: Context, action: Action, id: string): Promise<VersionPlace> {
  if (ctx.actor.kind === 'anonymous') await authorize(ctx, action)
  const version = await findVersion(ctx.db.query, id)
  const line = version && (await findLine(ctx.db.query, version.lineId))
  if (version === undefined || line === undefined) throw new NotFoundError()
  await authorize(ctx, action, placeOf(line))
  return { line, version }
}

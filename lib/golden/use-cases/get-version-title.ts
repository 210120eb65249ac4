import 'server-only'
import type { Context } from '@/lib/access/context'
import { authorizeVersion } from '../authorize-line'

/** What a version is called where many are open: its line and its name. @throws NotFoundError */
export async function getVersionTitle(ctx: Context, input: { readonly version: string }): Promise<string> {
  const { line, version } = await authorizeVersion(ctx, 'line:read', input.version)

  return `${line.name} ${version.name}`
}

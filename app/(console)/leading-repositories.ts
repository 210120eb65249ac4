import 'server-only'
import { LEADING_MAX, largestOf, newestOf } from '@/components/shell/overview/leading'
import type { Context } from '@/lib/access/context'
import { presentRepositoryPage } from '@/lib/api/presenters/catalog'
import { listRepositories } from '@/lib/catalog/use-cases/list-repositories'
import { currentIn } from '@/lib/golden/use-cases/find-marks'

/** Beyond this many registries the overview would cost more than it tells. */
const REGISTRIES_MAX = 20

/** The newest and the largest repositories over the first registries. */
export async function leadingRepositories(ctx: Context, registries: readonly string[]) {
  const readAll = (sort: '-created' | '-size') =>
    Promise.all(
      registries.slice(0, REGISTRIES_MAX).map(async (registry) => {
        const page = await listRepositories(ctx, { registry, sort, limit: LEADING_MAX })
        return presentRepositoryPage(page, await currentIn(ctx, page.items)).items
      }),
    )
  const [newest, largest] = await Promise.all([readAll('-created'), readAll('-size')])
  return { newest: newestOf(newest), largest: largestOf(largest) }
}

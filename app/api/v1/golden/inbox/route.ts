import { contracts } from '@/lib/api/contracts'
import { presentInbox } from '@/lib/api/presenters/golden-version'
import { listInbox } from '@/lib/golden/use-cases/list-inbox'
import { route } from '@/lib/server/route'

export const GET = route(contracts.goldenInbox, async ({ ctx }) => presentInbox(await listInbox(ctx)))

import type { Metadata } from 'next'
import { TrashPeriodForm } from '@/components/cleanup/trash-period-form'
import { contracts } from '@/lib/api/contracts'
import { presentTrashPeriod } from '@/lib/api/presenters/trash'
import { getTrashPeriod } from '@/lib/cleanup/use-cases/trash-period'
import { orNotFound, pageContext, parseParams } from '@/lib/server/page'

interface Props {
  params: Promise<{ registry: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${(await params).registry} trash` }
}

export default async function RegistryTrashPage({ params }: Props) {
  const ctx = await pageContext()
  const place = await parseParams(contracts.getTrashPeriod.params, params)
  const period = presentTrashPeriod(await orNotFound(getTrashPeriod(ctx, place)))
  return <TrashPeriodForm registry={place.registry} period={period} />
}

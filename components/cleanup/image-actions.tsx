'use client'

import { ChevronDown } from 'lucide-react'
import { Suspense, useState } from 'react'
import { fromRepositorySlug } from '@/lib/oci/slug'
import { NominateDialog } from '../shell/golden-parts'
import { Button } from '../ui/button'
import { onDemand, usePreload } from '../ui/on-demand'
import type { ImageActionMenuProps, ImageActionSubject } from './image-action-menu'

const ImageActionMenu = onDemand(() => import('./image-action-menu').then((module) => module.ImageActionMenu))
const DeletionDialog = onDemand(() => import('./deletion-dialog').then((module) => module.DeletionDialog))
const RetagDialog = onDemand(() => import('./retag-dialog').then((module) => module.RetagDialog))
const PromoteDialog = onDemand(() => import('./promote-dialog').then((module) => module.PromoteDialog))

type Opened = Parameters<ImageActionMenuProps['onOpen']>[0]

/** What can be done with an image: tag it, move its tag, promote it, delete its tag. */
export function ImageActions(props: ImageActionSubject) {
  const { registry, repository, tag, digest } = props
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [opened, setOpened] = useState<Opened | null>(null)
  usePreload(ImageActionMenu)
  const close = () => setOpened(null)
  return (
    <>
      <Button
        aria-haspopup="menu"
        onClick={(event) => {
          const button = event.currentTarget
          setAnchor((before) => (before === null ? button : null))
        }}
      >
        Actions <ChevronDown aria-hidden="true" className="size-3.5" />
      </Button>
      <Suspense>
        {anchor && (
          <ImageActionMenu {...props} anchor={anchor} onClose={() => setAnchor(null)} onOpen={setOpened} />
        )}
        {opened === 'delete' && tag !== null && (
          <DeletionDialog
            target={{ registry, repository, body: { tags: [{ tag, digest }] } }}
            onClose={close}
          />
        )}
        {opened === 'nominate' && (
          <NominateDialog
            {...{ registry, digest }}
            repository={fromRepositorySlug(repository)}
            tag={tag ?? ''}
            onClose={close}
          />
        )}
        {opened === 'tag' && <RetagDialog {...{ registry, repository, digest }} tag="" onClose={close} />}
        {opened === 'promote' && tag !== null && (
          <PromoteDialog {...{ registry, repository, tag, digest }} onClose={close} />
        )}
      </Suspense>
    </>
  )
}

import type { TagEvent } from '../queries'

const CAUSES: Readonly<Record<TagEvent['learnedBy'], string>> = {
  notification: 'told by the registry',
  crawl: 'found by a sync',
  'light-check': 'found when somebody looked',
  assay: 'done here',
}

/** How an event was learned, in words. */
export function causeOf({ learnedBy }: TagEvent): string {
  return CAUSES[learnedBy]
}

const VERBS: Readonly<Record<TagEvent['kind'], string>> = {
  created: 'created',
  moved: 'moved',
  deleted: 'deleted',
}

/** What happened, in a word or two. */
export function verbOf(event: TagEvent): string {
  return event.isFirstLook ? 'first seen' : VERBS[event.kind]
}

/** Names that people expect to move, and whose moves everybody who pulls them notices. */
const MOVING = new Set(['latest', 'stable', 'main', 'master', 'edge', 'nightly', 'prod', 'production'])

/** Whether a move reaches everybody who pulls by a name that says nothing of a version. */
export function standsOut({ kind, tag }: TagEvent): boolean {
  return kind !== 'created' && MOVING.has(tag)
}

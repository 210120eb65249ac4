import type { PolicyDocument } from './queries'

interface Template {
  readonly id: string
  readonly title: string
  readonly says: string
  readonly document: PolicyDocument
}

const rest = { untaggedOlderThanDays: null, maxPercent: 20 }

/** Policies to start from. */
export const TEMPLATES: readonly Template[] = [
  {
    id: 'pull-requests',
    title: 'Delete builds of pull requests after 14 days',
    says: 'Tags such as pr-128 or mr-7-3fa2 go two weeks after they were pushed. Releases and latest stay.',
    document: {
      ...rest,
      rules: [
        { name: 'Releases stay', verb: 'keep', repositories: [], match: { versionRange: '>=0.0.0-0' } },
        { name: 'latest stays', verb: 'keep', repositories: [], match: { tags: ['latest'] } },
        {
          name: 'Builds of pull requests',
          verb: 'delete',
          repositories: [],
          match: { tags: ['pr-*', 'mr-*'], olderThan: { by: 'pushed', days: 14 } },
        },
      ],
    },
  },
  {
    id: 'newest-builds',
    title: 'Keep the ten newest builds of each branch',
    says: 'Tags such as main-412 are put together by what stands before the number; of each branch ten stay.',
    document: {
      ...rest,
      rules: [
        { name: 'Releases stay', verb: 'keep', repositories: [], match: { versionRange: '>=0.0.0-0' } },
        {
          name: 'Older builds of a branch',
          verb: 'delete',
          repositories: [],
          match: {
            tagPattern: '.+-\\d+',
            newest: { count: 10, by: 'created', groupPattern: '(.+)-\\d+' },
          },
        },
      ],
    },
  },
  {
    id: 'unused',
    title: 'Delete what nobody pulled for 90 days',
    says: 'Only tags whose last pull is known and long ago go. Releases and latest stay.',
    document: {
      ...rest,
      rules: [
        { name: 'Releases stay', verb: 'keep', repositories: [], match: { versionRange: '>=0.0.0-0' } },
        { name: 'latest stays', verb: 'keep', repositories: [], match: { tags: ['latest'] } },
        {
          name: 'Not pulled for 90 days',
          verb: 'delete',
          repositories: [],
          match: { olderThan: { by: 'pulled', days: 90 } },
        },
      ],
    },
  },
  {
    id: 'old-prereleases',
    title: 'Delete old prereleases',
    says: 'Tags such as 1.4.0-rc.2 go half a year after the image was created. Whole versions stay.',
    document: {
      ...rest,
      rules: [
        {
          name: 'Prereleases of half a year ago',
          verb: 'delete',
          repositories: [],
          match: { tagPattern: 'v?\\d+\\.\\d+\\.\\d+-.+', olderThan: { by: 'created', days: 180 } },
        },
      ],
    },
  },
]

import { Panel, PanelHeader } from '../../ui/panel'
import type { SearchGroupName, SearchHit, SearchResults } from '../queries'
import { GROUP_TITLES, hitsOf } from './group-hits'
import { HitRow } from './hit-row'
import { GROUP_NAMES } from './search-state'

interface SearchGroupsProps {
  results: SearchResults
  onShowAll: (group: SearchGroupName) => void
}

/** What was found, by what it is. Groups without a hit are left out. */
export function SearchGroups({ results, onShowAll }: SearchGroupsProps) {
  return (
    <div className="flex flex-col gap-4">
      {GROUP_NAMES.map((group) => {
        const hits = hitsOf(results, group)
        if (hits.length === 0) return null
        const { count, isAtLeast } = results.counts[group]
        const total = `${count.toLocaleString('en')}${isAtLeast ? '+' : ''}`
        return (
          <Panel key={group} aria-label={GROUP_TITLES[group]}>
            <PanelHeader
              title={GROUP_TITLES[group]}
              actions={
                count > hits.length || isAtLeast ? (
                  <button
                    type="button"
                    onClick={() => onShowAll(group)}
                    className="text-link rounded-sm text-xs"
                  >
                    Show all {total}
                  </button>
                ) : (
                  <span className="text-xs text-faint">{total}</span>
                )
              }
            />
            <ul className="divide-y divide-line">
              {hits.map((hit) => (
                <HitRow key={keyOf(hit)} group={group} hit={hit} terms={results.terms} />
              ))}
            </ul>
          </Panel>
        )
      })}
    </div>
  )
}

export function keyOf({ registry, repository, tag, digest, layer, label }: SearchHit): string {
  return [registry, repository, tag, digest, layer?.digest, label?.name].join(' ')
}

import { formatAbsolute } from '../../ui/format-time'
import { RelativeTime } from '../../ui/relative-time'
import { type PushWindow, pushedOf } from './pushed'

/** When a tag was pushed, no more exactly than anybody knows. */
export function PushedTime({ window }: { window: PushWindow }) {
  const pushed = pushedOf(window)
  switch (pushed.kind) {
    case 'at':
      return <RelativeTime at={pushed.at} />
    case 'before':
      return (
        <span
          className="whitespace-nowrap text-faint"
          title={`It was there when Assay first looked, ${formatAbsolute(pushed.before)}.`}
        >
          before first sync
        </span>
      )
    case 'between':
      return (
        <span
          className="whitespace-nowrap"
          title={`Between ${formatAbsolute(pushed.after)} and ${formatAbsolute(pushed.before)}`}
        >
          <span className="sr-only">between </span>
          <RelativeTime at={pushed.after} />
          <span aria-hidden="true"> – </span>
          <span className="sr-only"> and </span>
          <RelativeTime at={pushed.before} />
        </span>
      )
  }
}

import type { Tone } from '@/components/ui/tone'
import type { Outcome } from './queries'

/** Each way a request can end, in words. */
export const OUTCOME_TEXT: Readonly<Record<Outcome, { label: string; tone: Tone; meaning: string }>> = {
  granted: { label: 'Granted', tone: 'ok', meaning: 'All that was asked for' },
  reduced: { label: 'Reduced', tone: 'info', meaning: 'Less than was asked for' },
  'sign-in': { label: 'Signed in', tone: 'neutral', meaning: 'docker login, which asks for nothing yet' },
  nothing: { label: 'Nothing', tone: 'warn', meaning: 'None of what was asked for' },
  anonymous: { label: 'Nobody', tone: 'neutral', meaning: 'No credentials were sent' },
  refused: { label: 'Refused', tone: 'danger', meaning: 'A wrong password or API token' },
  throttled: { label: 'Throttled', tone: 'danger', meaning: 'Too many wrong passwords' },
  failed: { label: 'Failed', tone: 'danger', meaning: 'The directory could not be asked, or Assay failed' },
}

/** In the order they are shown. */
export const OUTCOMES: readonly Outcome[] = [
  'granted',
  'reduced',
  'sign-in',
  'nothing',
  'anonymous',
  'refused',
  'throttled',
  'failed',
]

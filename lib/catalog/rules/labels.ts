const LABELS_MAX = 64
const NAME_MAX = 128
const VALUE_MAX = 256

/** The labels of a config as search knows them: the first 64 by name, cut to 128 and 256 characters. */
export function searchableLabels(labels: Readonly<Record<string, string>>) {
  return Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, LABELS_MAX)
    .map(([name, value]) => ({ name: cut(name, NAME_MAX), value: cut(value, VALUE_MAX) }))
}

/** By characters, so that none of them is cut in half. */
function cut(text: string, max: number): string {
  return text.length <= max ? text : [...text].slice(0, max).join('')
}

const LABELS: Readonly<Record<string, string>> = {
  days: 'Days at most',
  platforms: 'Platforms',
  layers: 'Layers at most',
  megabytes: 'Megabytes at most',
  growthPercent: 'Growth at most, percent',
  floating: 'Tags that may move',
  labels: 'Labels',
  allowed: 'Names that are no secret',
  testsMin: 'Tests at least',
  suites: 'Suites that have to run',
  criticalMax: 'Critical at most',
  highMax: 'High at most',
  mediumMax: 'Medium at most',
  lowMax: 'Low at most',
  fixableOnly: 'Count only what can be fixed',
  dataDaysMax: 'Age of the scanner’s data, days',
  errorsMax: 'Errors at most',
  percentMin: 'Score at least, percent',
}

/** What a parameter of a requirement is called; one nobody named, as the document names it. */
export function paramLabel(name: string): string {
  return LABELS[name] ?? name
}

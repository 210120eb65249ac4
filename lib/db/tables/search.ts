import 'server-only'
import type { Fixed } from './column'

/** Each label that occurs in an image's config, once: name and value cut to 128 and 256 characters. */
export interface LabelTable {
  /** Follows from name and value, so that it need not be asked for. */
  id: Fixed<string>
  name: Fixed<string>
  value: Fixed<string>
}

/** What a label is found by, in lower case: `name=value`, and its value from the places where a word begins. */
export interface LabelWordTable {
  word: Fixed<string>
  label_id: Fixed<string>
}

export interface ConfigLabelTable {
  config_digest: Fixed<string>
  label_id: Fixed<string>
}

/** The words of names, by what is left of them without one or two letters: a mistyped word meets them there. */
export interface WordVariantTable {
  variant: Fixed<string>
  word: Fixed<string>
}

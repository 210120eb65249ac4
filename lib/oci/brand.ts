declare const brand: unique symbol

/** A string that only its parser can make. */
export type Brand<Name extends string> = string & { readonly [brand]: Name }

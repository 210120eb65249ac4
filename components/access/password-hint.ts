/** What a password must be, said where one is chosen. */
export const PASSWORD_HINT = 'At least 12 characters. A few words are better than signs.'

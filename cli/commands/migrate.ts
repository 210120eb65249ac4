import { type Command, EXIT_OK } from '../command'

/** Every command migrates first; this one does nothing else. */
export const migrateCommand: Command = {
  words: ['migrate'],
  usage: 'assay migrate',
  summary: 'Bring the database to the newest schema',
  options: {},
  async run({ app, note }) {
    note(`The database (${app.db.dialect}) has the newest schema.`)
    return EXIT_OK
  },
}

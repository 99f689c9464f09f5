import 'fake-indexeddb/auto'
import { type Database, openDatabase } from '../../src/storage'

let opened = 0

/** A database of its own for each test. */
export const newDatabase = (): Promise<Database> => openDatabase(`test-${opened++}`)

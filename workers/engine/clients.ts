export { createDuckDB, createPython, openPackages, openPacks, openSnapshots } from '../../src/runtimes'

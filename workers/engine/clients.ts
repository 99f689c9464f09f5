export { createDuckDB, createPython, openPackages, openSnapshots } from '../../src/runtimes'

export { createDuckDB, createPython, openPackages } from '../../src/runtimes'

import type { PackageSources } from '../../src/runtimes'

/** Where Python packages come from that the site does not bring. */
export const PACKAGES: PackageSources = {
  pyodide: 'https://cdn.jsdelivr.net/pyodide/v314.0.7/full/',
  hosts: ['pypi.org', 'files.pythonhosted.org'],
}

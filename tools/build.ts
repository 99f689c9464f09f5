import { buildSite } from './build/site'

/** `npm run build`: the site in dist/, and what a first visit loads; fails over budget. */
process.exitCode = (await buildSite()) ? 0 : 1

import { browserTests } from './test/browser'
import { conclude } from './test/tally'

/** `npm run browser [-- SPEC …]`: the tests in a real browser alone, against a fresh build. */
conclude(await browserTests(process.argv.slice(2)))

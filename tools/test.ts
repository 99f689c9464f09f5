import { browserTests } from './test/browser'
import { check, conclude, sum } from './test/tally'
import { unitTests } from './test/unit'

/** `npm test`: types, lint, unit tests, the build with its budgets and the tests in a real browser. */
const steps = [
  () => check('tsc', ['--noEmit']),
  () => check('biome', ['ci', '.']),
  () => unitTests(),
  () => browserTests(),
]

const tallies = []
for (const step of steps) tallies.push(await step())
conclude(sum(tallies))

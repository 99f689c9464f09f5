/** jq as jackson-jq 1.6 runs it. */
export { JqError } from './error'
export { Machine } from './evaluate'
export { parseJq } from './parse'

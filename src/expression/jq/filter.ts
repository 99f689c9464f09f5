import { BOTH, type Filter } from '../language'

/** Kestra's `jq`: always the list of all outputs. Source: Kestra `JqFilter`. */
export const jqFilter: Filter = {
  name: 'jq',
  title: 'Runs a jq program on a value, or on the JSON in a text, and gives the list of everything it puts out.',
  arguments: [{ name: 'expression', title: 'The program.' }],
  examples: [
    {
      template: "{{ body | jq('.products[].title') }}",
      variables: { body: '{"products":[{"title":"a"},{"title":"b"}]}' },
      result: '["a","b"]',
    },
    { template: "{{ body | jq('.total') | first }}", variables: { body: '{"total":3}' }, result: '3' },
  ],
  dialects: BOTH,
  apply: (input, args, call) =>
    input === null ? null : call.session.module('jq', () => import('./run')).runJq(input, args, call),
}

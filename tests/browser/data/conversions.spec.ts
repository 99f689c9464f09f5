import { expect, test } from '@playwright/test'
import { drive } from '../support/flowyard'

const FLOW = `id: conversions
namespace: company.team
tasks:
  - id: csv
    type: io.kestra.plugin.core.storage.Write
    extension: .csv
    content: |
      id,name
      1,ann
      2,"bo,b"
  - id: ion
    type: io.kestra.plugin.serdes.csv.CsvToIon
    from: "{{ outputs.csv.uri }}"
  - id: parquet
    type: io.kestra.plugin.serdes.parquet.IonToParquet
    from: "{{ outputs.ion.uri }}"
  - id: parquetRows
    type: io.kestra.plugin.serdes.parquet.ParquetToIon
    from: "{{ outputs.parquet.uri }}"
  - id: excel
    type: io.kestra.plugin.serdes.excel.IonToExcel
    from: "{{ outputs.parquetRows.uri }}"
  - id: excelRows
    type: io.kestra.plugin.serdes.excel.ExcelToIon
    from: "{{ outputs.excel.uri }}"
  - id: xml
    type: io.kestra.plugin.serdes.xml.IonToXml
    from: "{{ outputs.excelRows.uris.Sheet }}"
  - id: xmlRows
    type: io.kestra.plugin.serdes.xml.XmlToIon
    from: "{{ outputs.xml.uri }}"
    query: /items/item
  - id: yaml
    type: io.kestra.plugin.serdes.yaml.IonToYaml
    from: "{{ outputs.xmlRows.uri }}"
  - id: yamlRows
    type: io.kestra.plugin.serdes.yaml.YamlToIon
    from: "{{ outputs.yaml.uri }}"
  - id: names
    type: io.kestra.plugin.transform.jsonata.TransformItems
    from: "{{ outputs.yamlRows.uri }}"
    expression: '{"n": id * 10, "name": name}'
  - id: json
    type: io.kestra.plugin.serdes.json.IonToJson
    from: "{{ outputs.names.uri }}"
    newLine: false
  - id: fill
    type: io.kestra.plugin.jdbc.sqlite.Queries
    outputDbFile: true
    sql: |
      CREATE TABLE people AS SELECT value ->> 'n' AS n, value ->> 'name' AS name
      FROM json_each('{{ read(outputs.json.uri) }}');
  - id: sql
    type: io.kestra.plugin.jdbc.sqlite.Query
    sqliteFile: "{{ outputs.fill.databaseUri }}"
    sql: SELECT sum(n) AS total, group_concat(name, ' & ') AS names FROM people
    fetchType: FETCH_ONE
  - id: show
    type: io.kestra.plugin.core.log.Log
    message:
      - "{{ read(outputs.json.uri) }}"
      - "{{ outputs.sql.row }}"
`

test('rows go through every format and a database', async ({ page }) => {
  const flowyard = drive(page)
  await flowyard.open()
  await flowyard.write(FLOW)
  await flowyard.run('SUCCESS')
  await flowyard.tab('Logs')
  await expect(
    flowyard.execution.getByText('[{"n":10,"name":"ann"},{"n":20,"name":"bo,b"}]', { exact: true }),
  ).toBeVisible()
  await expect(flowyard.execution.getByText('{"total":30,"names":"ann & bo,b"}', { exact: true })).toBeVisible()
})

test('a SQLite statement that never ends is stopped', async ({ page }) => {
  const flowyard = drive(page)
  await flowyard.open()
  await flowyard.write(`id: endless
namespace: company.team
tasks:
  - id: sql
    type: io.kestra.plugin.jdbc.sqlite.Query
    sql: WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n
`)
  await flowyard.start()
  await flowyard.stop()
  await flowyard.expectState('KILLED')
})

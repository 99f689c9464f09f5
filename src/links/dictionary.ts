/**
 * The text that codec `d` starts from: what flows are made of, the most frequent last, because deflate reaches the
 * end of a dictionary most cheaply. It is part of the link format: links in the world were made with these bytes, so
 * it never changes. A better one is a new codec.
 */
export const DICTIONARY_D = `io.kestra.plugin.serdes.json.IonToJson
io.kestra.plugin.serdes.json.JsonToIon
io.kestra.plugin.serdes.csv.CsvToIon
io.kestra.plugin.serdes.csv.IonToCsv
io.kestra.plugin.serdes.parquet.IonToParquet
io.kestra.plugin.core.namespace.UploadFiles
io.kestra.plugin.core.storage.LocalFiles
io.kestra.plugin.core.storage.Concat
io.kestra.plugin.core.storage.Split
io.kestra.plugin.core.storage.Write
io.kestra.plugin.core.execution.SetVariables
io.kestra.plugin.core.execution.Assert
io.kestra.plugin.core.execution.Labels
io.kestra.plugin.core.execution.Fail
io.kestra.plugin.core.flow.EachSequential
io.kestra.plugin.core.flow.EachParallel
io.kestra.plugin.core.flow.ForEachItem
io.kestra.plugin.core.flow.AllowFailure
io.kestra.plugin.core.flow.WorkingDirectory
io.kestra.plugin.core.flow.Sequential
io.kestra.plugin.core.flow.LoopUntil
io.kestra.plugin.core.flow.Subflow
io.kestra.plugin.core.flow.Switch
io.kestra.plugin.core.flow.Pause
io.kestra.plugin.core.flow.Sleep
io.kestra.plugin.core.flow.Dag
io.kestra.plugin.core.flow.Loop
io.kestra.plugin.core.trigger.Webhook
io.kestra.plugin.core.trigger.Flow
io.kestra.plugin.jdbc.sqlite.Query
io.kestra.plugin.jdbc.duckdb.Queries
io.kestra.plugin.scripts.shell.Commands
io.kestra.plugin.notifications.slack.SlackIncomingWebhook
io.kestra.plugin.aws.s3.Upload
io.kestra.plugin.scripts.node.Script
concurrencyLimit: 1
pluginDefaults:
  - type: 
    values:
afterExecution:
finally:
errors:
retry:
      type: constant
      maxAttempts: 3
      interval: PT
timeout: PT
labels:
  env: 
variables:
concurrency:
  limit: 1
  behavior: QUEUE
triggers:
  - id: schedule
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 * * *"
outputs:
  - id: 
    type: STRING
    value: "{{ outputs.
    required: false
    displayName: 
    dependsOn:
    type: SELECT
    values:
    type: MULTISELECT
    type: DATETIME
    type: DURATION
    type: BOOL
    type: JSON
    type: FILE
    type: DATE
    type: ARRAY
    itemType: STRING
    type: INT
    runIf: "{{ 
    when: "{{ 
    condition: "{{ 
    then:
    else:
    cases:
    defaults:
    dependsOn:
    allowFailure: true
    disabled: true
    method: POST
    contentType: application/json
    headers:
      Authorization: "Bearer {{ secret('
    options:
    body: |
    namespaceFiles:
      enabled: true
    env:
    dependencies:
    warningOnStdErr: false
    docker:
      image: 
    runner: PROCESS
    commands:
      - python main.py
    fetchType: STORE
    fetchType: FETCH_ONE
    fetchType: FETCH
    fetchOne: true
    fetch: true
    url: jdbc:duckdb:
    parameters:
    {{ taskrun.value }} {{ parent.taskrun.value }} {{ item.value }} {{ execution.id }} {{ flow.namespace }} {{ flow.id }}
    {{ trigger.date | date('yyyy-MM-dd') }} {{ now() }} {{ execution.startDate | dateAdd(-1, 'DAYS') }}
    {{ read(outputs. {{ fromJson( {{ toJson {{ kv(' {{ render(vars. {{ vars. {{ labels. {{ secret('
    | default( | length | upper | lower | replace({ | join( | split( | keys | values | last | slice( | string | number
from kestra import Kestra
Kestra.outputs({
import pandas as pd
import requests
import json
import csv
import os
with open("
response = requests.get("https://
print(
def main():
if __name__ == "__main__":
for  in range(
json.loads(
json.dump(
.to_csv(", index=False)
pd.read_csv("
SELECT *
SELECT count(*) AS 
FROM read_csv_auto('{{ workingDir }}/
FROM read_json_auto('
INSERT INTO 
CREATE TABLE  AS
LEFT JOIN  ON 
WHERE  AND 
GROUP BY 
ORDER BY  DESC
LIMIT 10;
type: io.kestra.plugin.core.kv.Set
    key: 
type: io.kestra.plugin.core.kv.Get
type: io.kestra.plugin.core.output.OutputValues
    values:
type: io.kestra.plugin.core.flow.Parallel
    tasks:
type: io.kestra.plugin.core.flow.ForEach
    values: "{{ 
    tasks:
type: io.kestra.plugin.core.flow.If
type: io.kestra.plugin.core.debug.Return
    format: "{{ 
type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.
    message: |
    level: WARN
type: io.kestra.plugin.core.http.Download
    uri: "{{ inputs.
type: io.kestra.plugin.core.http.Request
    uri: https://dummyjson.com/products
type: io.kestra.plugin.scripts.python.Commands
type: io.kestra.plugin.scripts.python.Script
    containerImage: python:slim
    containerImage: ghcr.io/kestra-io/pydata:latest
    taskRunner:
      type: io.kestra.plugin.scripts.runner.docker.Docker
      type: io.kestra.plugin.core.runner.Process
    beforeCommands:
      - pip install pandas requests
      - pip install polars
    outputFiles:
      - "*.csv"
      - "products.csv"
    inputFiles:
      in.csv: "{{ outputs.python.outputFiles['products.csv'] }}"
    script: |
      import polars as pl
      data = {{ outputs.api.body | jq('.products') | first }}
      df = pl.from_dicts(data)
      df.glimpse()
      df.select(["brand", "price"]).write_csv("products.csv")
  - id: sqlQuery
    type: io.kestra.plugin.jdbc.duckdb.Query
    sql: |
      SELECT brand, round(avg(price), 2) as avg_price
      FROM read_csv_auto('{{ workingDir }}/in.csv', header=True)
      GROUP BY brand
      ORDER BY avg_price DESC;
    store: true
id: getting_started
namespace: company.team
description: |
inputs:
  - id: api_url
    type: STRING
    defaults: 
tasks:
  - id: api
    type: io.kestra.plugin.core.
`

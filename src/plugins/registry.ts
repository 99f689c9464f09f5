import { createRegistry, type Registry } from '../task'
import { Echo } from './core/debug/Echo'
import { Return } from './core/debug/Return'
import { Assert } from './core/execution/Assert'
import { Exit } from './core/execution/Exit'
import { Fail } from './core/execution/Fail'
import { Labels } from './core/execution/Labels'
import { SetVariables } from './core/execution/SetVariables'
import { UnsetVariables } from './core/execution/UnsetVariables'
import { AllowFailure } from './core/flow/AllowFailure'
import { Dag } from './core/flow/Dag'
import { EachParallel } from './core/flow/EachParallel'
import { EachSequential } from './core/flow/EachSequential'
import { ForEach } from './core/flow/ForEach'
import { ForEachItem, ForEachItemExecutable, ForEachItemMergeOutputs, ForEachItemSplit } from './core/flow/ForEachItem'
import { If } from './core/flow/If'
import { Loop } from './core/flow/Loop'
import { LoopUntil } from './core/flow/LoopUntil'
import { Parallel } from './core/flow/Parallel'
import { Pause } from './core/flow/Pause'
import { Sequential } from './core/flow/Sequential'
import { Sleep } from './core/flow/Sleep'
import { Subflow } from './core/flow/Subflow'
import { Switch } from './core/flow/Switch'
import { WorkingDirectory } from './core/flow/WorkingDirectory'
import { Download } from './core/http/Download'
import { Request } from './core/http/Request'
import { DeleteKey } from './core/kv/Delete'
import { GetKey } from './core/kv/Get'
import { GetKeys } from './core/kv/GetKeys'
import { PurgeKV } from './core/kv/PurgeKV'
import { SetKey } from './core/kv/Set'
import { FetchLogs } from './core/log/Fetch'
import { Log } from './core/log/Log'
import { PurgeLogs } from './core/log/PurgeLogs'
import { DeleteNamespaceFiles } from './core/namespace/DeleteFiles'
import { DownloadFiles } from './core/namespace/DownloadFiles'
import { UploadFiles } from './core/namespace/UploadFiles'
import { OutputValues } from './core/output/OutputValues'
import { Concat } from './core/storage/Concat'
import { DeduplicateItems } from './core/storage/DeduplicateItems'
import { DeleteFile } from './core/storage/Delete'
import { FilterItems } from './core/storage/FilterItems'
import { LocalFiles } from './core/storage/LocalFiles'
import { PurgeCurrentExecutionFiles } from './core/storage/PurgeCurrentExecutionFiles'
import { Reverse } from './core/storage/Reverse'
import { Size } from './core/storage/Size'
import { Split } from './core/storage/Split'
import { Write } from './core/storage/Write'
import { TemplatedTask } from './core/templating/TemplatedTask'
import { Queries } from './jdbc/duckdb/Queries'
import { Query } from './jdbc/duckdb/Query'
import { SqliteQueries } from './jdbc/sqlite/Queries'
import { SqliteQuery } from './jdbc/sqlite/Query'
import { Commands } from './scripts/python/Commands'
import { Script } from './scripts/python/Script'
import { ShellCommands } from './scripts/shell/Commands'
import { ShellScript } from './scripts/shell/Script'
import { AvroToIon } from './serdes/avro/AvroToIon'
import { IonToAvro } from './serdes/avro/IonToAvro'
import { CsvToIon } from './serdes/csv/CsvToIon'
import { IonToCsv } from './serdes/csv/IonToCsv'
import { ExcelToIon } from './serdes/excel/ExcelToIon'
import { IonToExcel } from './serdes/excel/IonToExcel'
import { IonToJson } from './serdes/json/IonToJson'
import { JsonToIon } from './serdes/json/JsonToIon'
import { JsonToJsonl } from './serdes/json/JsonToJsonl'
import { IonToParquet } from './serdes/parquet/IonToParquet'
import { ParquetToIon } from './serdes/parquet/ParquetToIon'
import { IonToXml } from './serdes/xml/IonToXml'
import { XmlToIon } from './serdes/xml/XmlToIon'
import { IonToYaml } from './serdes/yaml/IonToYaml'
import { YamlToIon } from './serdes/yaml/YamlToIon'
import { TransformItems } from './transform/jsonata/TransformItems'
import { TransformValue } from './transform/jsonata/TransformValue'

/** Every task type of the playground, in the order of the reference. A new one is added here. */
export const registry: Registry = createRegistry([
  Request,
  Download,
  Script,
  Commands,
  ShellScript,
  ShellCommands,
  Query,
  Queries,
  SqliteQuery,
  SqliteQueries,
  Log,
  FetchLogs,
  PurgeLogs,
  Return,
  Echo,
  OutputValues,
  Sequential,
  Parallel,
  Dag,
  If,
  Switch,
  ForEach,
  Loop,
  LoopUntil,
  EachSequential,
  EachParallel,
  ForEachItem,
  ForEachItemSplit,
  ForEachItemExecutable,
  ForEachItemMergeOutputs,
  WorkingDirectory,
  Subflow,
  AllowFailure,
  Pause,
  Sleep,
  Fail,
  Assert,
  Exit,
  Labels,
  SetVariables,
  UnsetVariables,
  Write,
  Concat,
  Split,
  Reverse,
  Size,
  DeleteFile,
  FilterItems,
  DeduplicateItems,
  LocalFiles,
  PurgeCurrentExecutionFiles,
  SetKey,
  GetKey,
  GetKeys,
  DeleteKey,
  PurgeKV,
  UploadFiles,
  DownloadFiles,
  DeleteNamespaceFiles,
  CsvToIon,
  IonToCsv,
  JsonToIon,
  IonToJson,
  JsonToJsonl,
  ParquetToIon,
  IonToParquet,
  AvroToIon,
  IonToAvro,
  ExcelToIon,
  IonToExcel,
  XmlToIon,
  IonToXml,
  YamlToIon,
  IonToYaml,
  TransformValue,
  TransformItems,
  TemplatedTask,
])

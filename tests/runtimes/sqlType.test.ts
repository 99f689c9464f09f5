import { expect, it } from 'vitest'
import { placeOf, readError } from '../../src/runtimes/sqlJob'
import { carried, readSqlType, sqlTypeName } from '../../src/runtimes/sqlType'

it.each([
  'INTEGER',
  'DECIMAL(38,10)',
  'INTEGER[]',
  'VARCHAR[3][]',
  'STRUCT("a" INTEGER, "b c" STRUCT("d" VARCHAR[]))',
  'MAP(VARCHAR, DECIMAL(10,2))',
  'TIMESTAMP WITH TIME ZONE[]',
])('reads and writes %s', type => {
  expect(sqlTypeName(readSqlType(type))).toBe(type)
})

it('names the fields of a tuple by their places', () => {
  expect(readSqlType('STRUCT(INTEGER, VARCHAR)')).toMatchObject({ fields: [{ name: '1' }, { name: '2' }] })
})

it.each([
  ["ENUM('a', 'b)')", 'VARCHAR'],
  ['INTERVAL[]', 'VARCHAR[]'],
  ["STRUCT(x INTEGER, e ENUM('a'))", 'STRUCT("x" INTEGER, "e" VARCHAR)'],
  ['MAP(BIT, INTEGER)', 'MAP(VARCHAR, INTEGER)'],
])('carries %s as %s', (type, safe) => {
  expect(sqlTypeName(carried(readSqlType(type)))).toBe(safe)
})

it('leaves a type that Arrow carries as it is', () => {
  const type = readSqlType('STRUCT(a INTEGER[], m MAP(VARCHAR, DOUBLE))')
  expect(carried(type)).toBe(type)
})

it('finds the place of an error in its statement', () => {
  const statement = 'SELECT a\nFROM missing_table'
  const message =
    'Catalog Error: Table with name missing_table does not exist!\n\nLINE 2: FROM missing_table\n             ^'
  expect(placeOf(message, statement)).toBe(statement.indexOf('missing_table'))
  expect(placeOf('Conversion Error: no place', statement)).toBeUndefined()
})

it('reads errors that DuckDB gives as JSON', () => {
  const text = '{"exception_type":"Parser","exception_message":"syntax error at or near \\"SELEC\\"","position":"0"}'
  expect(readError(text)).toEqual({ message: 'Parser Error: syntax error at or near "SELEC"', at: 0 })
  expect(readError('Binder Error: x')).toEqual({ message: 'Binder Error: x' })
})

import { expect, test } from 'vitest'
import { executionFolder, inputFile, namespaceFile, slugify, taskRunFolder } from '../../src/storage'

test.each([
  ['getting_started', 'getting-started'],
  ['sqlQuery', 'sqlquery'],
  ['a  b__c', 'a-b-c'],
  ['Été!', 'ete'],
])('%s is written %s in an address', (name, slug) => {
  expect(slugify(name)).toBe(slug)
})

test('addresses are those of the recordings', () => {
  const folder = executionFolder('company.team', 'getting_started', 'E')
  expect(taskRunFolder(folder, 'sqlQuery', 'T')).toBe(
    'kestra:///company/team/getting-started/executions/E/tasks/sqlquery/T',
  )
  expect(inputFile(folder, 'my_file', 'x.csv')).toBe(
    'kestra:///company/team/getting-started/executions/E/inputs/my-file/x.csv',
  )
  expect(namespaceFile('company.team', '/scripts/a.py')).toBe('kestra:///company/team/_files/scripts/a.py')
})

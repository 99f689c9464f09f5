import { expect, it } from 'vitest'
import { readPipInstall, readRequirements } from '../../src/runtimes/pip'
import { allows, packageName, readRequirement } from '../../src/runtimes/requirement'
import { shellWords, splitCommands } from '../../src/runtimes/shellWords'

it.each([
  ['pip install a', ['a']],
  ['pip3 install -q a b==1', ['a', 'b==1']],
  ["python -m pip install 'c>=2' --upgrade", ['c>=2']],
  ['uv pip install --system a', ['a']],
  ['/usr/bin/python3.11 -m pip install a', ['a']],
  ['pip install -i https://index.example/simple a', ['a']],
])('reads %s', (command, requirements) => {
  expect(readPipInstall(command)?.requirements).toEqual(requirements)
})

it.each(['pip list', 'apt-get install a', 'echo pip install a', "pip install 'a"])(
  'does not take %s for an installation',
  command => {
    expect(readPipInstall(command)).toBeUndefined()
  },
)

it('reads files of requirements', () => {
  expect(readPipInstall('pip install -r requirements.txt')?.requirementFiles).toEqual(['requirements.txt'])
  expect(readRequirements('# a comment\na==1 # why\n\n-e .\nb\n')).toEqual(['a==1', 'b'])
})

it.each([
  ['Foo_Bar.baz>=1', 'foo-bar-baz'],
  ['requests[socks]', 'requests'],
  ['  polars ', 'polars'],
])('names %s %s', (text, name) => {
  expect(packageName(text)).toBe(name)
})

it('takes a requirement apart', () => {
  expect(readRequirement('pandas[excel, html]>=2,<3 ; python_version > "3"')).toEqual({
    text: 'pandas[excel, html]>=2,<3 ; python_version > "3"',
    name: 'pandas',
    extras: ['excel', 'html'],
    clauses: [
      { operator: '>=', version: '2' },
      { operator: '<', version: '3' },
    ],
    marker: 'python_version > "3"',
    url: undefined,
  })
  expect(readRequirement('https://x.example/a-1-py3-none-any.whl')).toMatchObject({
    name: '',
    url: expect.stringContaining('.whl'),
  })
})

it.each([
  ['a', '9', true],
  ['a==1.2', '1.2.0', true],
  ['a==1.2', '1.2.1', false],
  ['a==1.*', '1.9', true],
  ['a!=1.2', '1.3', true],
  ['a>=1.10', '1.9', false],
  ['a~=1.4', '1.9', true],
  ['a~=1.4', '2.0', false],
  ['a>1,<2', '1.5.1', true],
  ['a<=1.33', '1.33.1', false],
])('%s allows %s: %s', (text, version, allowed) => {
  expect(allows(readRequirement(text), version)).toBe(allowed)
})

it('splits commands and words as a shell does', () => {
  expect(splitCommands("pip install a && echo 'x;y' ; ls\npwd")).toEqual(['pip install a', "echo 'x;y'", 'ls', 'pwd'])
  expect(shellWords('a "b c" d\\ e # comment')).toEqual(['a', 'b c', 'd e'])
})

import AxeBuilder from '@axe-core/playwright'
import { expect, type Question, test } from './site'

const STATES: Readonly<Record<string, Question>> = {
  'a stored result': {},
  'a task that failed': { run: 'failed', path: '["outputs","python"]' },
  'a run that goes on': { run: 'running', path: '["outputs","api","body","products"]' },
  'a pass of a loop': { run: 'loop', path: '["outputs","each"]' },
  'a text': { run: 'kinds', path: '["outputs","files","values","long"]' },
  'a picture': { run: 'kinds', path: '["outputs","files","outputFiles","picture.png"]' },
  bytes: { run: 'kinds', path: '["outputs","files","outputFiles","data.bin"]' },
  Markdown: { run: 'kinds', path: '["outputs","files","outputFiles","report.md"]' },
  'a file that is broken': { run: 'kinds', path: '["outputs","files","outputFiles","broken.ion"]' },
  'an error in the debugger': { expression: '{{ outputs.api.body | firts }}' },
  'a stopped expression': { expression: '{{ range(1) }}' },
  'a folded debugger': { folded: '' },
  'nothing selected': { path: '[]' },
  'a Gantt of a run that goes on': { gantt: '', run: 'running' },
  'a Gantt of a loop': { gantt: '', run: 'loop' },
}

for (const theme of ['light', 'dark']) {
  test.describe(`axe finds nothing, ${theme}`, () => {
    for (const [name, question] of Object.entries(STATES)) {
      test(name, async ({ show }) => {
        const page = await show({ theme, ...question })
        await page.waitForTimeout(500)
        const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze()
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join('\n')}`)).toEqual([])
      })
    }
    test('a filtered table and a chart', async ({ show }) => {
      const page = await show({ theme })
      await page.getByRole('button', { name: 'Filter the rows' }).click()
      await page.getByRole('textbox', { name: 'Filter brand' }).fill('o')
      await page.getByText(/ of 14 rows/).waitFor()
      const filtered = await new AxeBuilder({ page }).analyze()
      await page.getByRole('tab', { name: 'Chart' }).click()
      await page.getByRole('img', { name: /^Bars/ }).waitFor()
      const drawn = await new AxeBuilder({ page }).analyze()
      const violations = [...filtered.violations, ...drawn.violations]
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join('\n')}`)).toEqual([])
    })
    test('search results', async ({ show }) => {
      const page = await show({ theme })
      await page.getByRole('searchbox').fill('desk')
      await page.getByRole('listbox', { name: 'Search results' }).waitFor()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join('\n')}`)).toEqual([])
    })
    test.describe('on a phone', () => {
      test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })
      test('a stored result', async ({ show }) => {
        const page = await show({ theme, phone: '', folded: '' })
        await page.waitForTimeout(700)
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join('\n')}`)).toEqual([])
      })
    })
  })
}

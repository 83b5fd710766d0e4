import { expect, test } from 'vitest'
import { decimal, left } from '../views/tables/table.ts'
import { tableHtml } from './table-html.ts'

test('an option, or a device in a heading, is not parted at its hyphens, and nothing else is touched', () => {
  const html = tableHtml({
    columns: [left('measured'), decimal('with -enable-kvm'), decimal('virtio-net-pci')],
    rows: [
      ['--json <file>', { number: '-1.5', quantity: null }, '5-10 s'],
      ['post-copy', { number: '2', quantity: null }, ''],
    ],
  })
  expect(html).toContain('>with <span class="option">-enable-kvm</span></th>')
  expect(html).toContain('><span class="option">virtio-net-pci</span></th>')
  expect(html).toContain('>measured</th>')
  expect(html).toContain('<th scope="row"><span class="option">--json</span> &lt;file&gt;</th>')
  expect(html).toContain('>5-10 s</td>')
  expect(html).toContain('<th scope="row">post-copy</th>')
  expect(html).not.toMatch(/option">-1/)
})

test('rows of a group stand below its heading, which goes over all columns', () => {
  const html = tableHtml({
    columns: [left('no.'), left('what')],
    rows: [
      ['1', 'a'],
      ['2', 'b'],
      ['3', 'c'],
    ],
    groups: [
      { title: null, rows: 1 },
      { title: 'from <host 1>', rows: 2 },
    ],
  })
  const bodies = html.split('<tbody>').slice(1)
  expect(bodies).toHaveLength(2)
  expect(bodies[0]).toMatch(/^<tr><th scope="row">1<\/th>/)
  expect(bodies[1]).toMatch(
    /^<tr class="group"><th scope="rowgroup" colspan="2">from &lt;host 1&gt;<\/th><\/tr><tr><th scope="row">2</,
  )
})

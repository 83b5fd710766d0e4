import { expect, test } from 'vitest'
import { decimal, left, tableHtml } from './table.ts'

test('an option in a heading or a cell is not parted at its hyphens, and nothing else is touched', () => {
  const html = tableHtml({
    columns: [left('measured'), decimal('with -enable-kvm'), decimal('virtio-net-pci')],
    rows: [['--json <file>', { number: '-1.5' }, '5-10 s']],
  })
  expect(html).toContain('>with <span class="option">-enable-kvm</span></th>')
  expect(html).toContain('>virtio-net-pci</th>')
  expect(html).toContain('<th scope="row"><span class="option">--json</span> &lt;file&gt;</th>')
  expect(html).toContain('>5-10 s</td>')
  expect(html).not.toMatch(/option">-1/)
})

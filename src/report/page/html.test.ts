import { expect, test } from 'vitest'
import { pageHtml } from './html.ts'

test('no line ends between a number and its percent sign, wherever they come from', () => {
  const html = pageHtml({
    title: 'T',
    lang: 'en',
    contents: 'Contents',
    identity: { id: '1', displayName: '1' },
    example: null,
    style: '.a { width: 50% }',
    titlePage: '<p>slower (95 % interval 3 to 4), by 5 % and 20.5 %; a % b</p>',
    parts: [{ id: 'appendix', html: '<p><b>95 % intervals</b></p>', headings: [] }],
  })
  expect(html).toContain('slower (95\u00a0% interval 3 to 4), by 5\u00a0% and 20.5\u00a0%; a % b')
  expect(html).toContain('<b>95\u00a0% intervals</b>')
  expect(html).toContain('.a { width: 50% }')
  expect(html).toContain('<section class="part part-appendix" style="page:appendix">')
})

test('no name of a card and no option is parted at its hyphens in prose', () => {
  const html = pageHtml({
    title: 'virtio-net-pci',
    lang: 'en',
    contents: 'Contents',
    identity: { id: '1', displayName: '1' },
    example: null,
    style: '',
    titlePage: '<p>half-finished, with virtio-net-pci (-enable-kvm)</p><svg><text>virtio-net-pci</text></svg>',
    parts: [],
  })
  expect(html).toContain(
    '<p>half-finished, with <span class="option">virtio-net-pci</span> (<span class="option">-enable-kvm</span>)</p>' +
      '<svg><text>virtio-net-pci</text></svg>',
  )
  expect(html).toContain('<title>virtio-net-pci – 1</title>')
})

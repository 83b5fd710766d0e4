import { expect, test } from 'vitest'
import { chinesePage } from './chinese-page.ts'

test('headings and the contents go on in the next line between phrases alone', () => {
  expect(chinesePage('<h2 id="a">虛擬機器的搬移</h2><p>虛擬機器的搬移</p>')).toBe(
    '<h2 id="a"><span class="phrase">虛擬機器的</span><span class="phrase">搬移</span></h2><p>虛擬機器的搬移</p>',
  )
  expect(chinesePage('<span class="entry">虛擬機器</span>')).toContain('<span class="phrase">虛擬機器</span></span>')
  expect(chinesePage('<h1>Live migration</h1>')).toBe('<h1>Live migration</h1>')
  expect(chinesePage('<h2>以<code>perf 量測</code></h2>')).toContain('<code>perf 量測</code>')
})

test('a cell with a few letters is not parted, nor a word of the head of a column', () => {
  expect(
    chinesePage('<td class="left">ms/行程</td><th scope="row">設定</th><td>記憶體與網路負載</td><td>ms</td>'),
  ).toBe('<td class="left word">ms/行程</td><th scope="row" class="word">設定</th><td>記憶體與網路負載</td><td>ms</td>')
  expect(chinesePage('<th scope="col" class="left">傳送的資料量，MB</th>')).toMatch(
    /<span class="phrase">傳送的<\/span><span class="phrase">資料量，<\/span>MB<\/th>/,
  )
})

test('the name of a row goes on in the next line between phrases', () => {
  expect(chinesePage('<th scope="row">預設值（記憶體，由主機1移出）</th>')).toBe(
    '<th scope="row"><span class="phrase">預設值</span><span class="phrase">（記憶體，</span><span class="phrase">由主機1移出）</span></th>',
  )
})

test('idle spaces go, but in code, attributes and styles', () => {
  const kept =
    '<style>a::after{content:"中 文"}</style><pre><code># 中 文\n$ <code>echo</code>\n# 中 文</code></pre><img alt="中 文">'
  expect(chinesePage(`${kept}<p>完成。 共 3 次</p>`)).toBe(`${kept}<p>完成。共<span class="word">3次</span></p>`)
  expect(chinesePage('<p><b>預設：</b> <code>raw</code>，1 − 比值</p>')).toBe(
    '<p><b>預設：</b><code>raw</code>，1 − 比值</p>',
  )
})

test('no line ends between a number and what it counts, within a name or before a citation', () => {
  expect(chinesePage('<p>為 335\u00a0次/秒，每輪 60 ms，共 1,290 個</p>')).toBe(
    '<p>為33<span class="word">5次/秒</span>，每輪60\u00a0ms，共1,29<span class="word">0個</span></p>',
  )
  expect(chinesePage('<p>以virtio-net-pci移轉</p><svg><text>2次，virtio-net-pci</text></svg>')).toBe(
    '<p>以<span class="option">virtio-net-pci</span>移轉</p><svg><text>2次，virtio-net-pci</text></svg>',
  )
  const cite = '<span class="cite">[<a href="#r">1</a>]</span>'
  expect(chinesePage(`<p>兩套分頁表${cite}。</p>`)).toBe(`<p>兩套分頁<span class="word">表${cite}</span>。</p>`)
})

test('a gap parts Chinese from what begins or ends with a sign, but within a unit or across elements of their own', () => {
  const gap = '<span class="gap"> </span>'
  expect(chinesePage('<p>編輯/etc/exports，用<code>-m</code>時，<code>(qemu)</code>是</p>')).toBe(
    `<p>編輯${gap}/etc/exports，用${gap}<code>-m</code>時，<code>(qemu)</code>${gap}是</p>`,
  )
  expect(chinesePage('<td>有-m</td><td>每次/MB</td><td>有</td><td>-m</td>')).toBe(
    `<td class="word">有${gap}<span class="option">-m</span></td><td class="word">每次/MB</td><td>有</td><td>-m</td>`,
  )
})

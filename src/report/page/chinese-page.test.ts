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
    /<span class="phrase">資料<\/span>.*<span class="phrase">量，<\/span>MB<\/th>/,
  )
})

test('idle spaces go, but in code, attributes and styles', () => {
  const kept =
    '<style>a::after{content:"中 文"}</style><pre><code># 中 文\n$ <code>echo</code>\n# 中 文</code></pre><img alt="中 文">'
  expect(chinesePage(`${kept}<p>完成。 共 3 次</p>`)).toBe(`${kept}<p>完成。共3次</p>`)
})

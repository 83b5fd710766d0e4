import { expect, test } from 'vitest'
import { createInlineMarkdown, createMarkdown } from './markdown.ts'

test('an option stays whole at the end of a line; other code may be parted, and is text in any case', () => {
  const inline = createInlineMarkdown()
  expect(inline('with `-enable-kvm` and `--id`')).toBe(
    'with <code class="option">-enable-kvm</code> and <code class="option">--id</code>',
  )
  expect(inline('`-drive if=virtio,file=a` and `-<b>`')).toBe(
    '<code>-drive if=virtio,file=a</code> and <code>-&lt;b&gt;</code>',
  )
  expect(createMarkdown().render('`-m`')).toBe('<p><code class="option">-m</code></p>\n')
})

test('full-width marks end an emphasis, and a line that ends within Chinese makes no space', () => {
  const html = (text: string) => createMarkdown().render(text)
  expect(html('**準備。**目的端連線後，*開始*傳送。')).toBe(
    '<p><strong>準備。</strong>目的端連線後，<em>開始</em>傳送。</p>\n',
  )
  expect(createInlineMarkdown()('**（二）**以`perf`量測')).toBe('<strong>（二）</strong>以<code>perf</code>量測')
  expect(html('虛擬機器搬到\n另一台主機，**再**\n執行。')).toBe(
    '<p>虛擬機器搬到另一台主機，<strong>再</strong>執行。</p>\n',
  )
  expect(html('以預先複製搬移整台機器的QEMU\n與核心')).toBe('<p>以預先複製搬移整台機器的QEMU與核心</p>\n')
  expect(html('measured by 陳\nand others of the course')).toContain('陳\nand')
  expect(html('two\nlines')).toBe('<p>two\nlines</p>\n')
})

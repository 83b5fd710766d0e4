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

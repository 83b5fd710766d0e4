import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { project } from './project.ts'

const { root } = project()
const DOCUMENTS = [...globSync('*.md', { cwd: root }), ...globSync('docs/**/*.md', { cwd: root })]

test.each(DOCUMENTS)('what %s links to in the repository is there', (document) => {
  const links = [...readFileSync(path.join(root, document), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
  const missing = links.flatMap(([, target = '']) =>
    existsSync(path.resolve(root, path.dirname(document), target)) ? [] : [target],
  )
  expect(missing).toEqual([])
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { chartLibraries } from '../report/page/chart-libraries.ts'
import { drawFigures } from './draw.ts'
import type { Figure, FigureId } from './figure.ts'

test('a chart is drawn from the data that it is given: it fetches nothing and reads no file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'draw-'))
  const file = join(folder, 'secret.json')
  writeFileSync(file, '[{"word": "secret"}]')
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const drawn = async (data: object) => {
    const spec = { data, mark: 'text', encoding: { text: { field: 'word', type: 'nominal' } } }
    const figures = { exits: { spec, description: 'x', n: '', reason: '' } } as unknown as Record<FigureId, Figure>
    return (await drawFigures(figures, () => 10, chartLibraries())).get('exits')
  }
  try {
    expect(await drawn({ values: [{ word: 'secret' }] })).toContain('secret')
    for (const url of [file, pathToFileURL(file).href, `http://127.0.0.1:${port}/secret.json`])
      expect(await drawn({ url }).catch(() => 'refused'), url).not.toContain('secret')
    expect(connections).toBe(0)
  } finally {
    server.close()
    rmSync(folder, { recursive: true })
  }
})

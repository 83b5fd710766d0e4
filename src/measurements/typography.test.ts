import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseIperf3Total } from './iperf/iperf3-total.ts'
import { parsePerfStatText } from './perf/perf-stat-text.ts'
import { parseInfoMigrate } from './qemu/info-migrate.ts'
import { printedText } from './transcript.ts'
import { plainTypography } from './typography.ts'

const pasted = (name: string): string => readFileSync(new URL(`fixtures/pasted/${name}`, import.meta.url), 'utf8')
const IPERF3 = pasted('iperf3.txt')
const PERF = pasted('perf-stat-loop.txt')
const MIGRATE = pasted('info-migrate.txt')

test.each([
  ['‘./loop’', "'./loop'"],
  ['“a” — b – c − d', '"a" - b - c - d'],
  ['112\u00a0MBytes\u3000941', '112 MBytes 941'],
  ['５０１２ ms, ４,２１０．１１', '5012 ms, 4,210.11'],
  ['1 ms\u200b\ufeff', '1 ms'],
  ['a\t\tb', 'a    b'],
  ['\\[  5\\] dirty\\_syncs \\# &#39;x&#39; &lt;not counted&gt;', "[  5] dirty_syncs # 'x' <not counted>"],
  // Thousands of other languages stay what they are
  ['1\u202f234\u202f567 cycles', '1\u202f234\u202f567 cycles'],
  ['1\u00a0234 cycles', '1\u00a0234 cycles'],
  ['4210.11\tmsec\ttask-clock\t4210112233\t100.00', '4210.11\tmsec\ttask-clock\t4210112233\t100.00'],
  ['{"a": "\\"b\\\\c"}', '{"a": "\\"b\\\\c"}'],
])('%j is %j', (line, plain) => {
  expect(plainTypography(line)).toBe(plain)
})

const CHANGES: readonly (readonly [string, (text: string) => string])[] = [
  ['with fixed spaces', (text) => text.replaceAll(' ', '\u00a0')],
  ['with wide digits', (text) => text.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))],
  ['with curly quotes and dashes', (text) => text.replace(/'([^'\n]*)'/g, '‘$1’').replace(/(\d)-( *\d)/g, '$1–$2')],
  ['with tabs', (text) => text.replace(/ {3,}/g, '\t')],
  ['escaped for Markdown', (text) => text.replace(/([[\]_*<>#])/g, '\\$1')],
  ['as code, line by line', (text) => text.replace(/^.+$/gm, '`$&`')],
  ['in the border of a pane', (text) => text.replace(/^.*$/gm, (line) => `│ ${line.padEnd(90)}│`).replace(/.*$/, '')],
  ['as a list', (text) => text.replace(/^(?=[^\n])/gm, '- ')],
  ['as a patch', (text) => text.replace(/^(?=[^\n])/gm, '+')],
  [
    'numbered',
    (text) =>
      text
        .split('\n')
        .slice(0, -1)
        .map((line, index) => `${index + 1}\t${line}\n`)
        .join(''),
  ],
  ['of a web page', (text) => `<pre>\n${text.replaceAll("'", '&#39;')}</pre>\n`],
]

test.each(CHANGES)('outputs %s hold the same numbers', (_, change) => {
  const own = (text: string): string => printedText(change(text))
  expect(parseIperf3Total(own(IPERF3), 'x').bitsPerSecond).toBe(923e6)
  const { command, elapsedS, counts } = parsePerfStatText(own(PERF), 'x')
  expect({ command, elapsedS, counts }).toMatchObject({ command: './loop 1000000', elapsedS: 4.213421456 })
  expect(counts.map(({ count }) => count)).toEqual(
    parsePerfStatText(printedText(PERF), 'x').counts.map((one) => one.count),
  )
  expect(parseInfoMigrate(own(MIGRATE), 'x')).toEqual(parseInfoMigrate(MIGRATE, 'x'))
})

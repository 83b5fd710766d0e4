import { expect, test } from 'vitest'
import { checksums, damage, packedFile } from './checksums.ts'

const RAW = packedFile('trials/a/b.txt', 'one\n')
const RUN = packedFile('run.json', '{}')
const FILES = [RAW, RUN]
const LIST = checksums(FILES)

test('the list has a line a file, by name, as sha256sum prints it', () => {
  expect(LIST).toBe(
    '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a  run.json\n' +
      '2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806  trials/a/b.txt\n',
  )
  expect(damage(LIST, FILES)).toBeNull()
  expect(damage(LIST.replaceAll('  ', ' *'), FILES)).toBeNull()
})

test.each([
  ['a changed file', LIST, [RUN, packedFile('trials/a/b.txt', 'onf\n')], 'trials/a/b.txt is damaged'],
  ['a missing file', LIST, [RUN], 'trials/a/b.txt is missing'],
  ['a file too many', LIST, [...FILES, packedFile('more', '')], 'more does not stand in SHA256SUMS'],
  ['a file that is listed twice', LIST + LIST, FILES, 'run.json is missing'],
  ['a line that was cut off', LIST.slice(0, 40), FILES, 'SHA256SUMS has a line that is no checksum: "44136'],
] as const)('%s is named', (_, list, files, sentence) => {
  expect(damage(list, files)).toContain(sentence)
})

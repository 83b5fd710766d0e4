import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ofFiles, ofStudents, pdfsBelow } from './handed-in.ts'

let folder: string
const put = (...parts: string[]) => {
  const file = path.join(folder, ...parts)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, '')
}
const PATTERN = 'HW1_{id}'

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'handed-in-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a student’s file is the one of that name, else one whose name or folder holds the id; the others are nobody’s', () => {
  put('HW1_113-2.pdf')
  put('Lin 113 final.PDF')
  put('114_submission', 'report.pdf')
  put('1135.pdf')
  put('.hidden.pdf')
  const students = ['113', '113-2', '114', '115'].map((id) => ({ id, name: null }))
  const { handedIn, others } = ofStudents(students, folder, pdfsBelow(folder), PATTERN)
  expect(handedIn.map(({ id, file }) => [id, file && path.relative(folder, file)])).toEqual([
    ['113', 'Lin 113 final.PDF'],
    ['113-2', 'HW1_113-2.pdf'],
    ['114', path.join('114_submission', 'report.pdf')],
    ['115', null],
  ])
  expect(others.map((file) => path.basename(file))).toEqual(['1135.pdf'])
})

test('without a list a name tells the id; the film is called as it should be, or as the report', () => {
  put('HW1_B119.pdf')
  put('HW1_B119.mov')
  put('Lin 113062566.pdf')
  put('Lin 113062566.mp4')
  put('報告.pdf')
  const found = ofFiles(folder, pdfsBelow(folder), PATTERN)
  expect(found.map(({ id, names }) => [id, names.film])).toEqual([
    ['B119', 'HW1_B119.mp4'],
    ['113062566', 'Lin 113062566.mp4'],
    ['_', '報告.mp4'],
  ])
})

test('a folder that is none is refused', () => {
  expect(() => pdfsBelow(path.join(folder, 'none'))).toThrow(/none can't be read .*give one in which reports lie/)
})

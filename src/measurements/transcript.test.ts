import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printedText } from './transcript.ts'

const fixture = (name: string): string => readFileSync(new URL(`fixtures/by-hand/${name}`, import.meta.url), 'utf8')

describe('what a terminal adds', () => {
  test.each([
    ['student@guest1:~$ iperf3 -c 192.168.100.50 -t 3'],
    ['student@guest1:~$ '],
    ['(lab) mei@vm:~/a b$ ls'],
    ['[root@vm ~]# perf stat ./loop'],
    ['mei@Mac ~ % iperf3 -c 10.0.2.15'],
    ['vm:~# perf bench sched pipe'],
    ['/ # iperf -c 10.0.2.15'],
    ['sh-5.1$ exit'],
    ['$ iperf3 -c 10.0.2.15'],
    ['[12:30:11] mei@vm:~$ perf stat ./loop'],
    ['小明@虛擬機:~/作業$ iperf3 -c 10.0.2.15'],
    ['┌──(kali㉿kali)-[~]'],
    ['λ ~ »'],
    ['└─$ perf stat ./loop'],
    ['[sudo] student 的密碼：'],
    ['<pre>'],
    ['# perf stat ./loop'],
    ['iperf3 -c 10.0.2.15 -R'],
    ['sudo perf stat -r 3 ./loop'],
    ['> -e cycles ./loop'],
    ['PS C:\\Users\\mei> iperf3.exe -c 10.0.2.15'],
    ['(qemu) migrate -d tcp:192.168.100.2:4400'],
    ['(qemu)'],
    ['[sudo] password for student: '],
    ['```text'],
    ['Script started on 2026-11-27 23:51:02+08:00 [TERM="xterm"]'],
    ['Script done on 2026-11-27 23:51:09+08:00 [COMMAND_EXIT_CODE="0"]'],
    ['real\t0m4.231s'],
    ['sys 0.00'],
    ['iperf3 -c 10.0.2.15  0.01s user 0.20s system 2% cpu 10.043 total'],
    ['^C'],
    ['[1]+  Done                    ./loop'],
    ['[  123.456789] virtio_net virtio0 ens3: link up'],
    ['logout'],
  ])('%j is nothing that a tool printed', (line) => {
    expect(printedText(`${line}\nx\n`)).toBe('\nx\n')
  })

  test.each([
    ['[  5]   0.00-1.00   sec   112 MBytes   941 Mbits/sec    0    385 KBytes'],
    ['[ ID] Interval           Transfer     Bitrate         Retr'],
    ['- - - - - - - - - - - - - - - - - - - - - - - - -'],
    ['#           time             counts unit events'],
    ['# started on Fri Nov 27 23:01:02 2026'],
    ["# Running 'sched/pipe' benchmark:"],
    ["Performance counter stats for 'perf bench sched pipe':"],
    ['4.213421456 seconds time elapsed'],
    ['15120334001,,cycles,4210112233,100.00,3.591,GHz'],
    ['Migration status: completed'],
    ['iperf3: error - unable to connect to server: Connection refused'],
    ['"remote_host": "10.0.2.15",'],
  ])('%j is the tool’s', (line) => {
    expect(printedText(`${line}\n`)).toBe(`${line}\n`)
  })

  test('indentation, quotation, the echo of Ctrl-C and carriage returns', () => {
    expect(printedText('   a\n\tb  \n')).toBe('a\nb\n')
    expect(printedText('> a\n>\n> b\n')).toBe('a\n\nb\n')
    expect(printedText('> > a\n>> b\n')).toBe('a\nb\n')
    expect(printedText('a\n^C[  5] b\n')).toBe('a\n[  5] b\n')
    expect(printedText('a\r\nb\r\r\n')).toBe('a\nb\n')
  })

  test('a title and a time before every line', () => {
    expect(printedText('t 1:  Connecting to host a, port 1\nt 1:  \nt 1:  [  5] x\n')).toBe(
      'Connecting to host a, port 1\n\n[  5] x\n',
    )
    expect(printedText('Fri Nov 27 23:00:00 2026 a\nFri Nov 27 23:00:01 2026 b\n')).toBe('a\nb\n')
    expect(printedText('1796004979.12 a\n1796004980.5 b\n')).toBe('a\nb\n')
    expect(printedText('vm-1  | a\nvm-1  |\nvm-1  | b\n')).toBe('a\n\nb\n')
    expect(printedText('23:00:00 a\nb\n')).toBe('23:00:00 a\nb\n')
    expect(printedText('23:00:00 a\n23:00:01 \n23:00:02 b\n')).toBe('a\n\nb\n')
  })

  test('colours, and lines that were drawn anew', () => {
    expect(printedText('\u001b[01;32ma\u001b[00mb\n')).toBe('ab\n')
    expect(printedText('12\r34\n')).toBe('34\n')
    expect(printedText('abc\u001b[2D\u001b[Kx\n')).toBe('ax\n')
    expect(printedText('ac\b\u001b[@b\n')).toBe('abc\n')
    expect(printedText('\u001b]0;title\u0007a\n')).toBe('a\n')
    expect(printedText(fixture('info-migrate-terminal.txt'))).toContain(
      '\nMigration status: completed\ntotal time: 107 ms\n',
    )
  })

  test('the monitor’s prompt may stand before its answer', () => {
    expect(printedText('(qemu) Migration status: completed\n')).toBe('Migration status: completed\n')
  })
})

test('a last line without its end stays, unless nothing is taken from it', () => {
  expect(printedText('a\niperf Done.')).toBe('a\n')
  expect(printedText('a\n0.001000000 seconds sys')).toBe('a\n')
  expect(printedText('a\ndowntime ram: 22 kbytes')).toBe('a\n')
  for (const line of ['a\niperf Do', 'a\ndowntime: 2', 'a\n4.21 seconds time ela', 'connect failed: refused'])
    expect(printedText(line)).toBe(line)
})

test('lines keep their numbers', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab1 $#%>\n\r\b\u001b[]KDP@;:^C`-"') }), (text) => {
      const printed = printedText(text)
      expect(printed.split('\n')).toHaveLength(text.split('\n').length)
      expect(/[\r\b]/.test(printed)).toBe(false)
    }),
    { seed: 7, numRuns: 2000 },
  )
})

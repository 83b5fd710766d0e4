/** FOR TESTS ONLY: what the tools would have printed. */

const perfLine = (count: number | string, unit: string, event: string): string =>
  `${count},${unit},${event},250000000,100.00,,`

export function perfStat(elapsedMs: number, taskClockMs: number): string {
  return [
    perfLine(taskClockMs.toFixed(2), 'msec', 'task-clock'),
    perfLine(Math.round(taskClockMs / 40) + 1, '', 'context-switches'),
    perfLine('<not supported>', '', 'cycles'),
    perfLine('<not supported>', '', 'instructions'),
    perfLine(Math.round(elapsedMs * 1e6), 'ns', 'duration_time'),
    '',
  ].join('\n')
}

export function perfBench(name: string, executed: string, operations: number, us: number): string {
  const total = (Math.floor((us * operations) / 1000) / 1000).toFixed(3)
  return [
    `# Running '${name}' benchmark:`,
    `# Executed ${operations} ${executed}`,
    ...(name === 'sched/pipe' ? [''] : []),
    `     Total time: ${total} [sec]`,
    '',
    ` ${us.toFixed(6).padStart(14)} usecs/op`,
    ` ${Math.floor(1e6 / us)
      .toString()
      .padStart(14)} ops/sec`,
    '',
  ].join('\n')
}

export const memcpyText = (mib: number): string =>
  `# Running 'mem/memcpy' benchmark:\n# function 'x86-64-movsq' (movsq-based memcpy() in arch/x86/lib/memcpy_64.S)\n` +
  `# Copying 8MB bytes ...\n\n ${mib.toFixed(6).padStart(14)} MB/sec\n`

/** Exits by their reason, with what each took, µs. */
export function perfKvmStat(exits: Readonly<Record<string, [count: number, averageUs: number]>>): string {
  const all = Object.values(exits)
  const total = all.reduce((sum, [count]) => sum + count, 0)
  const time = all.reduce((sum, [count, us]) => sum + count * us, 0)
  const rows = Object.entries(exits).map(
    ([reason, [count, us]]) =>
      `${reason.padStart(20)} ${String(count).padStart(10)} ${((100 * count) / total).toFixed(2).padStart(8)}% ` +
      `${((100 * count * us) / time).toFixed(2).padStart(8)}% ${(us / 3).toFixed(2)}us ${(us * 9).toFixed(2)}us ` +
      `${us.toFixed(2)}us ( +-   2.00% )\n`,
  )
  return `\nAnalyze events for all VMs, all VCPUs:\n\n${rows.join('')}\nTotal Samples:${total}, Total events handled time:${time.toFixed(2)}us.\n`
}

export const perfReport = (translated: number, qemu: number, kernel: number): string => {
  const all = translated + qemu + kernel
  const row = (count: number, object: string) =>
    `${((100 * count) / all).toFixed(2).padStart(9)}% ${String(count).padStart(13)}  ${object}\n`
  return `# Samples: ${all}\n${row(translated, '[JIT] tid 1154')}${row(qemu, 'qemu-system-x86_64')}${row(kernel, '[kernel.kallsyms]')}`
}

/** When counting was asked for, began, was to end and ended. */
export const windowTimes = (startS: number, seconds: number): string =>
  [0, 0.005, seconds, seconds + 0.005].map((s) => `${(startS + s).toFixed(6)}\n`).join('')

/** A clock source, and a clock that moves in these steps, µs. */
export const clockSteps = (source: string, stepUs: number): string =>
  `${source}\n${Array.from({ length: 20 }, (_, i) => (1_790_000_000 + (i * stepUs) / 1e6).toFixed(6)).join(' ')}\n`

export const infoJit = (blocks: number): string =>
  [
    'Translation buffer state:',
    `gen code size       ${blocks * 460}/268435456`,
    `TB count            ${blocks}`,
    'TB avg target size  17 max=1992 bytes',
    'TB avg host size    342 bytes (expansion ratio: 20.1)',
    '',
    'Statistics:',
    'TB flush count      0',
    `TB invalidate count ${Math.round(blocks / 20)}`,
    '',
  ].join('\r\n')

/** A stream of iperf3 that omitted a second and counted six. @param target of `-b`, Mbit/s */
export function iperf3Json(mbit: number, reverse: boolean, retransmits: number, target = 0): string {
  const bits = mbit * 1e6
  const sum = { start: 0, end: 6, seconds: 6, bytes: Math.round((bits * 6) / 8), bits_per_second: bits }
  const test_start = {
    protocol: 'TCP',
    num_streams: 1,
    omit: 1,
    duration: 6,
    reverse: reverse ? 1 : 0,
    target_bitrate: target * 1e6,
  }
  return `${JSON.stringify(
    {
      start: { version: 'iperf 3.12', test_start },
      intervals: [],
      end: { streams: [], sum_sent: { ...sum, retransmits }, sum_received: sum },
    },
    null,
    '\t',
  )}\n`
}

/** Datagrams of four seconds, after one that was omitted. */
export const udpJson = (bytes: number, packets: number, lost: number, jitterMs: number): string =>
  `${JSON.stringify({
    start: { test_start: { protocol: 'UDP', blksize: bytes, omit: 1, duration: 4 } },
    end: { sum: { seconds: 4, packets, lost_packets: lost, jitter_ms: jitterMs } },
  })}\n`

export function pingText(startS: number, count: number, spacingS: number, rttMs: (s: number) => number | null): string {
  let received = 0
  const lines = [`PING 192.168.100.10 (192.168.100.10) 56(84) bytes of data.`]
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const sent = startS + (sequence - 1) * spacingS
    const rtt = rttMs(sent)
    if (rtt === null) lines.push(`[${(sent + spacingS).toFixed(6)}] no answer yet for icmp_seq=${sequence}`)
    else {
      received += 1
      const stamp = (sent + rtt / 1000).toFixed(6)
      lines.push(`[${stamp}] 64 bytes from 192.168.100.10: icmp_seq=${sequence} ttl=64 time=${rtt.toPrecision(3)} ms`)
    }
  }
  return [
    ...lines,
    '',
    '--- 192.168.100.10 ping statistics ---',
    `${count} packets transmitted, ${received} received, ${(100 - (100 * received) / count).toFixed(4)}% packet loss, time 1ms`,
    'rtt min/avg/max/mdev = 0.9/2.0/9.0/0.5 ms',
    '',
  ].join('\n')
}

export function fpingText(
  startS: number,
  count: number,
  spacingS: number,
  rttMs: (s: number) => number | null,
): string {
  let received = 0
  const lines: string[] = []
  for (let index = 0; index < count; index += 1) {
    const sent = startS + index * spacingS
    const rtt = rttMs(sent)
    if (rtt === null) {
      lines.push(`[${(sent + 10).toFixed(5)}] 192.168.100.10 : [${index}], timed out (2.0 avg, 1% loss)`)
    } else {
      received += 1
      const stamp = (sent + rtt / 1000).toFixed(5)
      lines.push(`[${stamp}] 192.168.100.10 : [${index}], 64 bytes, ${rtt.toPrecision(3)} ms (2.0 avg, 0% loss)`)
    }
  }
  const lost = Math.floor((100 * (count - received)) / count)
  return [
    ...lines,
    '',
    `192.168.100.10 : xmt/rcv/%loss = ${count}/${received}/${lost}%, min/avg/max = 0.9/2.0/9.0`,
    '',
  ].join('\n')
}

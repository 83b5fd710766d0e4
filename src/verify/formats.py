"""What the tools printed, read by themselves: nothing here is shared with the program that is checked."""
import json
import re


def lines(text):
    return text.splitlines()


def perf_stat(text):
    """perf stat -x, : event to count; what was not counted is left out."""
    counts = {}
    for line in lines(text):
        fields = line.split(',')
        if line.startswith('#') or len(fields) < 5 or not fields[2]:
            continue
        if not fields[0].startswith('<'):
            counts[fields[2]] = float(fields[0])
    return counts


def perf_intervals(text, start_s, to_s):
    """perf stat -I -x, : event to [(from, to, rate)] in seconds of the axis."""
    series, last, before = {}, 0.0, 0.0
    for line in lines(text):
        fields = [field.strip() for field in line.split(',')]
        if line.startswith('#') or len(fields) < 6 or not fields[3]:
            continue
        end = float(fields[0])
        if end != last:
            before, last = last, end
        begin_s, end_s = to_s(start_s + before), to_s(start_s + last)
        rates = series.setdefault(fields[3], [])
        if not fields[1].startswith('<') and end_s > begin_s:
            rates.append((begin_s, end_s, float(fields[1]) / (end_s - begin_s)))
    return series


def bench_us(text):
    return float(re.search(r'^\s*(\S+) usecs/op\s*$', text, re.M).group(1))


def bench_operations(text):
    found = re.search(r'^# Executed ([\d,]+) ', text, re.M)
    return float(found.group(1).replace(',', '')) if found else None


def memcpy_bytes_per_second(text):
    value, unit = re.search(r'^\s+(\d+\.\d+)d? (bytes|KB|MB|GB)/sec', text, re.M).groups()
    return float(value) * {'bytes': 1, 'KB': 2**10, 'MB': 2**20, 'GB': 2**30}[unit]


def iperf3(text):
    return json.loads(text[text.index('{'):text.rindex('}') + 1])


def iperf3_intervals(text, times, to_s):
    """iperf3 -i -f k: [(from, to, bits per second)] in seconds of the axis; the earliest of its lines tells when it began."""
    stamps, found = lines(times), []
    for number, line in enumerate(lines(text)):
        row = re.match(r'\[ *\d+\] +(\d+\.\d+)-(\d+\.\d+) +sec +\S+ \S+ +(\S+) Kbits/sec(.*)$', line)
        if not row or re.search(r'\b(sender|receiver)\s*$', row.group(4)):
            continue
        begin, end, rate = float(row.group(1)), float(row.group(2)), float(row.group(3))
        if end > begin:
            found.append((begin, end, rate * 1000, float(stamps[number])))
    start = min(stamp - end for _, end, _, stamp in found)
    return [(to_s(start + begin), to_s(start + end), rate) for begin, end, rate, _ in found]


def ping_ms(text):
    seen = {}
    for sequence, time in re.findall(r'icmp_seq=(\d+) ttl=\d+ time=(\S+) ms$', text, re.M):
        seen.setdefault(sequence, float(time))
    return list(seen.values())


def fping(text):
    """fping -D -l: answers as (sequence, sent, round trip in ms), and how many were sent by their sequence numbers."""
    seen, highest = {}, -1
    for stamp, sequence, time in re.findall(r'^\[(\d+\.\d+)\] \S+ : \[(\d+)\], \d+ bytes, (\S+) ms ', text, re.M):
        highest = max(highest, int(sequence))
        seen.setdefault(int(sequence), (float(stamp) - float(time) / 1000, float(time)))
    for sequence in re.findall(r'^\[\d+\.\d+\] \S+ : \[(\d+)\], timed out ', text, re.M):
        highest = max(highest, int(sequence))
    return seen, highest + 1


def kvm_counter(text, name):
    return int(re.search(r'^/sys/kernel/debug/kvm/%s:(\d+)$' % name, text, re.M).group(1))


def jit(text):
    counts = {name: int(re.search(r'^%s\s+(\d+)' % name, text, re.M).group(1)) for name in ('TB count', 'TB flush count')}
    return {**counts, 'expansion ratio': float(re.search(r'\(expansion ratio: (\d+(?:\.\d+)?)\)', text).group(1))}


def cpu_s(text):
    """Seconds that the machine was busy, and that the process had: ticks of 1/100 s."""
    ticks = [int(one) for one in re.search(r'^cpu\s+(.*)$', text, re.M).group(1).split()[:8]]
    busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]
    process = re.findall(r'^\d+ \(.*$', text, re.M)[-1]
    fields = process[process.rindex(')') + 2:].split(' ')
    return busy / 100, (int(fields[11]) + int(fields[12])) / 100


def kvm_exits(text):
    return {name: (int(count), float(share)) for name, count, share in
            re.findall(r'^\s*(\S.*?)\s+(\d+)\s+\d+\.\d+%\s+(\d+\.\d+)%\s+\d+\.\d+us', text, re.M)}


def profile(text):
    """perf report --sort dso -n: samples by kind of code."""
    counts = {'translated': 0, 'qemu': 0, 'kernel': 0, 'libraries': 0}
    for count, name in re.findall(r'^\s*\d+\.\d+%\s+(\d+)\s+(\S.*?)\s*$', text, re.M):
        if re.match(r'\[JIT\]|perf-\d+\.map$|//anon|anon$', name):
            kind = 'translated'
        elif re.match(r'qemu-system-|accel-', name):
            kind = 'qemu'
        else:
            kind = 'kernel' if name.startswith('[') else 'libraries'
        counts[kind] += int(count)
    return counts


def qmp(text):
    """Events as (name, its own time, heard, data), answers to query-migrate as (heard, answer), the last dirty rate in B/s."""
    events, polls, dirty, asked = [], [], None, []
    for line in lines(text):
        if not line.strip():
            continue
        entry = json.loads(line)
        if 'sent' in entry:
            asked.append(entry['sent']['execute'])
            continue
        got = entry['received']
        if 'event' in got:
            stamp = got['timestamp']
            own = stamp['seconds'] + stamp['microseconds'] / 1e6
            events.append((got['event'], own, entry['t'], got.get('data', {})))
        elif 'return' in got or 'error' in got:
            command = asked.pop(0)
            if 'return' in got and command == 'query-migrate':
                polls.append((entry['t'], got['return']))
            if 'return' in got and command == 'query-dirty-rate' and got['return'].get('status') == 'measured':
                dirty = got['return'].get('dirty-rate', 0) * 2**20
    return events, polls, dirty

"""What the tools printed, read by themselves: nothing here is shared with the program that is checked."""
import calendar
import datetime
import json
import re


def lines(text):
    return text.splitlines()


def perf_rows(text):
    """perf stat -x, : (event, count) in the order of the command; None for what was not counted."""
    rows = []
    for line in lines(text):
        fields = line.split(',')
        if not line.startswith('#') and len(fields) >= 5 and fields[2]:
            rows.append((fields[2], None if fields[0].startswith('<') else float(fields[0])))
    return rows


def perf_stat(text):
    """The same of a command that asks for each event once: event to count, without what was not counted."""
    return {event: count for event, count in perf_rows(text) if count is not None}


def asked(command):
    """Events of a perf command with the filter of each, in their order."""
    events = []
    for word, value in zip(command, command[1:]):
        if word == '-e':
            events.append((value, None))
        elif word == '--filter':
            events[-1] = (events[-1][0], value)
    return events


# exit_reason of kvm:kvm_exit, as (isa, reason): AMD's are those of uapi/asm/svm.h (isa 2), Intel's of uapi/asm/vmx.h (isa 1).
KINDS = {
    'memory': {(2, 0x400), (1, 48), (1, 49)},  # nested page fault; EPT violation, EPT misconfiguration
    'port': {(2, 0x7b), (1, 30)},  # IOIO; I/O instruction
    'msr': {(2, 0x7c), (1, 31), (1, 32)},  # MSR; RDMSR, WRMSR
    'halt': {(2, 0x78), (1, 12)},  # HLT
    'interrupt': {(2, 0x60), (1, 1)},  # INTR; external interrupt
    'window': {(2, 0x64), (1, 7)},  # VINTR; interrupt window
}


def reasons_of(filtered):
    """The (isa, reason) pairs that a filter such as `(isa == 2 && (exit_reason == 123)) || …` lets through."""
    parts = re.findall(r'isa == (\d+) && \(([^()]*)\)', filtered)
    return {(int(isa), int(reason)) for isa, reasons in parts for reason in re.findall(r'exit_reason == (\d+)', reasons)}


def exits(text, command):
    """What a host counted of its VM's exits: all, each kind and others, register accesses, and injected interrupts."""
    rows, events = perf_rows(text), asked(command)
    if [event for event, _ in rows] != [event for event, _ in events]:
        raise ValueError('events differ from those that perf was asked for')
    counts = {}
    for (event, filtered), (_, count) in zip(events, rows):
        if event == 'kvm:kvm_exit' and filtered is not None:
            name = next(kind for kind, reasons in KINDS.items() if reasons == reasons_of(filtered))
        else:
            name = {'kvm:kvm_exit': 'exits', 'kvm:kvm_mmio': 'registerAccesses', 'kvm:kvm_inj_virq': 'injectedInterrupts'}[event]
        counts[name] = count
    named = sum(counts[kind] or 0 for kind in KINDS)
    # Events are enabled one after the other: the kinds may have a few that the count of all began too late for.
    counts['other'] = max(0, counts['exits'] - named)
    counts['exits'] = named + counts['other']
    return counts


def window(text):
    """What was noted of a counted sample: moment to seconds of the host's uptime."""
    moments = {name: float(at) for name, at in re.findall(r'^(\w+ \w+) (\d+\.\d+)$', text, re.M)}
    return moments


def steady_seconds(text):
    """From the middle of switching counting on to the middle of switching it off, by four readings of a clock."""
    asked_on, on, asked_off, off = map(float, text.split())
    return (asked_off + off) / 2 - (asked_on + on) / 2


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


def bench_name(text):
    """`sched/pipe`; None for what is no output of perf bench."""
    found = re.search(r"^# Running '([^']+)'", text, re.M)
    return found.group(1) if found else None


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


def writer(text):
    """What the disk writer reports: records written, and of those intact, lost and altered."""
    written = int(re.findall(r'^written (\d+)$', text, re.M)[-1])
    records, intact, lost, altered = map(int, re.findall(r'^records (\d+) intact (\d+) lost (\d+) altered (\d+)$', text, re.M)[-1])
    if records != written or intact + lost + altered != records:
        raise ValueError('records do not add up')
    return {'written': written, 'lost': lost, 'altered': altered}


def jit(text):
    counts = {name: int(re.search(r'^%s\s+(\d+)' % name, text, re.M).group(1)) for name in ('TB count', 'TB flush count')}
    return {**counts, 'expansion ratio': float(re.search(r'\(expansion ratio: (\d+(?:\.\d+)?)\)', text).group(1))}


def cpu(text):
    """Ticks of 1/100 s by proc(5): of the process, and (not in use, stolen) of each processor."""
    process = re.findall(r'^\d+ \(.*$', text, re.M)[-1]
    fields = process[process.rindex(')') + 2:].split(' ')
    each = []
    for line in re.findall(r'^cpu\d+\s.*$', text, re.M):
        _, _, _, idle, iowait, _, _, steal = map(int, line.split()[1:9])
        each.append((idle + iowait, steal))
    return int(fields[11]) + int(fields[12]), each


def cpu_use(before, after, seconds):
    """Seconds in which processors were in use, which are those that were not idle, and that the process had; and the share of
    the window in which the busiest was. What a hypervisor below took was not idle, and not in use either."""
    (process0, each0), (process1, each1) = cpu(before), cpu(after)
    spans = [((idle1 - idle0) / 100, (steal1 - steal0) / 100) for (idle0, steal0), (idle1, steal1) in zip(each0, each1)]
    used = sum(max(0, seconds - idle - steal) for idle, steal in spans)
    return used, (process1 - process0) / 100, max(max(0, seconds - idle) for idle, _ in spans) / seconds


def kvm_exits(text):
    """perf kvm stat report: reason to (count, the time that it took in us); the counts add up to the total."""
    rows = re.findall(r'^\s*(\S.*?)\s+(\d+)\s+\d+\.\d+%\s+\d+\.\d+%\s+\S+us\s+\S+us\s+(\d+\.\d+)us', text, re.M)
    reasons = {name: (int(count), int(count) * float(mean)) for name, count, mean in rows}
    if sum(count for count, _ in reasons.values()) != int(re.search(r'^Total Samples:(\d+)', text, re.M).group(1)):
        raise ValueError('reasons of exits do not add up to their total')
    return reasons


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


def downtime(text):
    """Checkpoints as (name, time), states as (kind, device, time of its end, µs), from QEMU's events vmstate_downtime_*."""
    points, states = [], []
    for line in lines(text):
        when, event, rest = line.split(' ', 2)
        moment = datetime.datetime.strptime(when, '%Y-%m-%dT%H:%M:%S.%fZ').replace(tzinfo=datetime.timezone.utc)
        at = calendar.timegm(moment.timetuple()) + moment.microsecond / 1e6
        if event == 'vmstate_downtime_checkpoint':
            points.append((rest, at))
        else:
            kind, device, us = re.match(r'type=(\S+) idstr=(.+) instance_id=\d+ downtime=(\d+)$', rest).groups()
            states.append((kind, device, at, int(us)))
    return points, states

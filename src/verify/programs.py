"""Values of programs of sections B and C, from what they printed and what a host counted meanwhile."""
from statistics import median

import formats

# What a program of section C may be asked of its host: Mbit/s, and where the answer is no cost any more.
FIXED_RATE, RATE_TOLERANCE, MOST_BUSY = 2, 0.05, 0.7
COSTS = ('cpuSecondsPerGigabyte', 'qemuSecondsPerGigabyte', 'cpuMicrosecondsPerDatagram')
# 8 MB, as perf bench has them, are copied each time.
COPY_BYTES = 8 * 2**20
KIND_OF = {
    'exits': 'exits', 'memoryExits': 'memory', 'portExits': 'port', 'msrExits': 'msr', 'haltExits': 'halt',
    'interruptExits': 'interrupt', 'windowExits': 'window', 'otherExits': 'other',
    'registerAccesses': 'registerAccesses', 'injectedInterrupts': 'injectedInterrupts',
}


def own_seconds(operations, output):
    """How long a program of section B ran, as its output says itself: perf stat, or a benchmark of perf bench."""
    benchmark = formats.bench_name(output)
    if benchmark is None:
        return formats.perf_stat(output)['duration_time'] / 1e9
    if benchmark == 'mem/memcpy':
        return operations * COPY_BYTES / formats.memcpy_bytes_per_second(output)
    if benchmark in ('sched/pipe', 'syscall/basic'):
        return formats.bench_operations(output) * formats.bench_us(output) / 1e6
    raise ValueError(f'how long perf bench {benchmark} ran is not known here')


class Counted:
    """A sample while which the host counted: within a window, or, in runs of earlier versions, from its start to its end."""

    def __init__(self, sample, read):
        self.sample, self.read = sample, read
        self.report = None if sample['probe'] == 'idle' else formats.iperf3(read('output'))
        self.seconds = self.window() if 'window' in sample['files'] else None

    def window(self):
        at = formats.window(self.read('window'))
        begin, end = at['counting began'], at['counting ended']
        if self.report is not None:
            test = self.report['start']['test_start']
            counted_from = at['program connected'] + test['omit']
            if begin < counted_from or end > counted_from + test['duration']:
                raise ValueError('the window is not within what iperf3 counted')
        return end - begin

    def carried(self, amount, seconds):
        """Of what a steady stream carried in so many seconds, what it did in the window."""
        return amount if self.seconds is None else amount * self.seconds / seconds

    def megabytes(self):
        received = self.report['end']['sum_received']
        return self.carried(received['bytes'] / 1e6, received['seconds'])

    def datagrams(self):
        total = self.report['end']['sum']
        return self.carried(total['packets'] - max(0, total['lost_packets']), total['seconds'])

    def count(self, what):
        if self.seconds is not None:
            return formats.exits(self.read('exits'), self.sample['counting'])[what]
        if what != 'exits':
            raise LookupError('kinds that were counted without a window overlap')
        return formats.perf_stat(self.read('exits'))['kvm:kvm_exit']

    def use(self):
        if self.seconds is None:
            raise LookupError('what was in use without a window is not known')
        return formats.cpu_use(self.read('cpu-before'), self.read('cpu-after'), self.seconds)

    def cost(self, name):
        busy, process, busiest = self.use()
        if busiest > MOST_BUSY:
            raise ValueError('the host was busy for %.3f of the time: that is no cost' % busiest)
        if name == 'cpuMicrosecondsPerDatagram':
            return 1e6 * busy / self.datagrams()
        return 1000 * (busy if name == 'cpuSecondsPerGigabyte' else process) / self.megabytes()

    def value(self, name):
        """A value that a host's counts give; None where there is no such one."""
        at_rate = self.sample['probe'].endswith('-at-rate')
        if at_rate and name not in ('busyPercent', 'reachedMegabitsPerSecond'):
            reached = self.report['end']['sum_received']['bits_per_second'] / 1e6
            if abs(reached / FIXED_RATE - 1) > RATE_TOLERANCE:
                raise ValueError('the stream had another rate than it was asked for')
        what, _, per = name.partition('Per')
        if name == 'busyPercent':
            return 100 * self.use()[2]
        if name in COSTS:
            return self.cost(name)
        if what not in KIND_OF or per not in ('Megabyte', 'Datagram', 'Second'):
            return None
        count = self.count(KIND_OF[what])
        return count / (self.seconds if per == 'Second' else self.megabytes() if per == 'Megabyte' else self.datagrams())


def of_program(trial, program, name, index):
    """A value of one execution of a program; None where this checker knows no such value."""
    sample = trial.sample(program, index)
    if sample.get('format') not in (None, 'perf-stat-csv', 'perf-bench', 'iperf3-json', 'ping'):
        return None
    read = lambda role: trial.text(sample['files'][role])
    output = lambda: read('output')
    perf = lambda event: formats.perf_stat(output())[event]
    per_operation = lambda event: perf(event) / sample['operations']
    sent = lambda: formats.iperf3(output())['end']['sum']
    values = {
        'microsecondsPerTurn': lambda: per_operation('duration_time') / 1000,
        'processorMicrosecondsPerTurn': lambda: 1000 * per_operation('task-clock'),
        'cyclesPerTurn': lambda: per_operation('cycles'),
        'instructionsPerTurn': lambda: per_operation('instructions'),
        'elapsedMs': lambda: perf('duration_time') / 1e6,
        'elapsedS': lambda: own_seconds(sample['operations'], output()),
        'taskClockMs': lambda: perf('task-clock'),
        'cycles': lambda: perf('cycles'),
        'instructions': lambda: perf('instructions'),
        'msPerProcess': lambda: per_operation('duration_time') / 1e6,
        'microsecondsPerOperation': lambda: formats.bench_us(output()),
        'megabytesPerSecond': lambda: formats.memcpy_bytes_per_second(output()) / 1e6,
        'bitsPerSecond': lambda: formats.iperf3(output())['end']['sum_received']['bits_per_second'] / 1e6,
        'reachedMegabitsPerSecond': lambda: formats.iperf3(output())['end']['sum_received']['bits_per_second'] / 1e6,
        'retransmits': lambda: formats.iperf3(output())['end']['sum_sent']['retransmits'],
        'lostPercent': lambda: 100 * max(0, sent()['lost_packets']) / sent()['packets'],
        'jitterMs': lambda: sent()['jitter_ms'],
        'roundTripMs': lambda: median(formats.ping_ms(output())),
    }
    if sample.get('format') is not None:
        # Somebody may have copied it from a terminal, or with other columns: then it is not the lab’s format.
        try:
            return values[name]()
        except (KeyError, LookupError, TypeError, ValueError):
            return None
    if name in values:
        return values[name]()
    return Counted(sample, read).value(name)


def of_window(trial, window, name):
    """A value of a steady window of section B; None where this checker knows no such value."""
    read = lambda role: trial.text(window['files'][role])
    if not window['ranThroughout']:
        raise ValueError('the program ended before the window did')
    seconds = lambda: formats.steady_seconds(read('times'))
    reasons = lambda: formats.kvm_exits(read('counts'))
    exits_a_second = lambda: sum(count for count, _ in reasons().values()) / seconds()
    operations_a_second = lambda: window['operations'] / own_seconds(window['operations'], read('output'))
    jit = lambda role: formats.jit(read(role))

    def blocks_a_second():
        before, after = jit('jit-before'), jit('jit-after')
        if before['TB flush count'] != after['TB flush count']:
            raise ValueError('the buffer was emptied meanwhile')
        return (after['TB count'] - before['TB count']) / seconds()

    values = {
        'windowSeconds': seconds,
        'exitsPerSecond': exits_a_second,
        'exitsPerOperation': lambda: exits_a_second() / operations_a_second(),
        'translatedBlocksPerSecond': blocks_a_second,
        'hostBytesPerGuestByte': lambda: jit('jit-after')['expansion ratio'],
    }
    if name in values:
        return values[name]()
    kind, _, rest = name.partition('.')
    if kind == 'exits':
        if rest == 'usPerSecond':
            return sum(us for _, us in reasons().values()) / seconds()
        reason, _, per = rest.rpartition('.')
        return reasons().get(reason, (0, 0))[0 if per == 'perSecond' else 1] / seconds()
    if kind == 'profile':
        counts = formats.profile(read('counts'))
        total = sum(counts.values())
        return total if rest == 'samples' else 100 * counts[rest.replace('Percent', '')] / total
    return None

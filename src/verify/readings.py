"""The value of each sample of the ledger, from the raw files of its trial."""
import json
import os
from datetime import datetime
from statistics import median

import formats
from estimators import quantile


class Trial:
    """A trial's folder; what is read of it is kept."""

    def __init__(self, run, name):
        self.run, self.name = run, name
        self.folder = os.path.join(run, 'trials', name)
        self.about = json.loads(self.text('trial.json'))
        self.kept = {}

    def text(self, name):
        with open(os.path.join(self.folder, name), encoding='utf-8') as file:
            return file.read()

    def others(self):
        """What the other trials of the run are about."""
        for name in os.listdir(os.path.join(self.run, 'trials')):
            file = os.path.join(self.run, 'trials', name, 'trial.json')
            if name != self.name and os.path.exists(file):
                with open(file, encoding='utf-8') as opened:
                    yield json.load(opened)

    def once(self, name, make):
        if name not in self.kept:
            self.kept[name] = make()
        return self.kept[name]

    def sample(self, program, index):
        found = [one for one in self.about['samples'] if one['probe'] == program and one['index'] == index]
        if not found:
            raise LookupError('trial.json has no sample %s %d' % (program, index))
        return found[0]

    def window(self, file):
        """The steady window that a file belongs to."""
        return next((one for one in self.about.get('windows', []) if file in one['files'].values()), None)


# What a program of section C may be asked of its host: Mbit/s, and where the answer is no cost any more.
FIXED_RATE, RATE_TOLERANCE, MOST_BUSY = 3, 0.05, 0.7
COSTS = ('cpuSecondsPerGigabyte', 'qemuSecondsPerGigabyte', 'cpuMicrosecondsPerDatagram')
# 8 MB, as perf bench has them, are copied each time.
COPY_BYTES = 8 * 2**20
KIND_OF = {
    'exits': 'exits', 'memoryExits': 'memory', 'portExits': 'port', 'msrExits': 'msr', 'haltExits': 'halt',
    'interruptExits': 'interrupt', 'windowExits': 'window', 'otherExits': 'other',
    'registerAccesses': 'registerAccesses', 'injectedInterrupts': 'injectedInterrupts',
}


def own_seconds(program, operations, output):
    """How long a program of section B ran, as it says itself."""
    if program in ('cpu-loop', 'process-creation'):
        return formats.perf_stat(output)['duration_time'] / 1e9
    if program == 'memcpy':
        return operations * COPY_BYTES / formats.memcpy_bytes_per_second(output)
    return formats.bench_operations(output) * formats.bench_us(output) / 1e6


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
        return formats.cpu_use(self.read('cpu-before'), self.read('cpu-after'))

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
        'elapsedS': lambda: own_seconds(program, sample['operations'], output()),
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
    operations_a_second = lambda: window['operations'] / own_seconds(window['probe'], window['operations'], read('output'))
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


def best(clocks, machine, when):
    """The reading with the shortest round trip: the lab's time, the machine's, half of the round trip."""
    exchanges = [one for clock in clocks if clock['machine'] == machine and clock['when'] == when for one in clock['exchanges']]
    one = min(exchanges, key=lambda one: (one['answered'] - one['asked']) / 2)
    return (one['asked'] + one['answered']) / 2, one['remote'], (one['answered'] - one['asked']) / 2


class Migration:
    """One migration on the lab's clock, in seconds after `migrate`."""

    def __init__(self, trial):
        self.trial, self.about = trial, trial.about['migration']
        self.zero = self.about['migrateAt']
        self.clocks = json.loads(trial.text('clocks.json'))
        self.events, self.polls, self.dirty = formats.qmp(trial.text('qmp-source.ndjson'))
        self.own = [(heard, reply) for heard, reply in self.polls if heard >= self.zero]
        self.with_ram = [(heard, reply) for heard, reply in self.own if 'ram' in reply]
        self.completed = self.about['outcome'] == 'completed'
        done = [reply for _, reply in self.own if reply.get('status') == 'completed']
        self.final = done[-1] if done else None

    def clock(self, machine):
        (lab0, far0, _), (lab1, far1, _) = best(self.clocks, machine, 'before'), best(self.clocks, machine, 'after')
        span, first, last = far1 - far0, far0 - lab0, far1 - lab1

        def to_s(far):
            share = 1 if span <= 0 else min(1, max(0, (far - far0) / span))
            return far - (first * (1 - share) + last * share) - self.zero
        return to_s

    def vm_clock(self, stop_s, resume_s):
        (lab0, far0, _), (lab1, far1, _) = best(self.clocks, 'vm', 'before'), best(self.clocks, 'vm', 'after')

        def to_s(far):
            early = far - (far0 - lab0)
            if early <= stop_s + self.zero:
                return early - self.zero
            return max(resume_s + self.zero, far - (far1 - lab1)) - self.zero
        return to_s

    def status(self, wanted):
        return next((own for name, own, _, data in self.events if name == 'MIGRATION' and data.get('status') == wanted), None)

    def milestones(self):
        def make():
            source, destination = self.clock(self.about['source']), self.clock(self.about['destination'])
            completed = self.status('completed')
            stop = [own for name, own, _, _ in self.events if name == 'STOP' and (completed is None or own <= completed)][-1]
            there, _, _ = formats.qmp(self.trial.text('qmp-destination.ndjson'))
            resume = next(own for name, own, _, _ in there if name == 'RESUME')
            active = self.status('active')
            if active is None:
                active = next(own for name, own, _, _ in self.events if name == 'MIGRATION_PASS')
            return source(active), source(stop), destination(resume)
        return self.trial.once('milestones', make)

    def phases(self):
        active, stop, resume = self.milestones()
        active = max(0, active)
        stop = max(active, stop)
        resume = max(stop, resume)
        return {
            'baseline': (self.about['observedFrom'] - self.zero, 0), 'copying': (active, stop),
            'after': (resume, max(resume, self.about['observedTo'] - self.zero)),
        }

    def total_ms(self):
        if self.final['total-time'] > 0:
            return self.final['total-time']
        return (self.status('completed') - self.status('setup')) * 1000

    def probe_ms(self):
        to_s, (_, stop, resume) = self.clock('host1'), self.milestones()
        answers, _ = formats.fping(self.trial.text('fping.txt'))
        received = sorted(to_s(at + ms / 1000) for at, ms in answers.values())
        return 1000 * max(end - begin for begin, end in zip(received, received[1:]) if end >= stop and begin <= resume + 2)

    def iperf3(self):
        read = lambda: formats.iperf3_intervals(
            self.trial.text('iperf3.txt'), self.trial.text('iperf3.times'), self.clock('host1'))
        return self.trial.once('iperf3', read)

    def perf(self, name, to_s):
        start = float(self.trial.text(name + '.start').splitlines()[0])
        return self.trial.once(name, lambda: formats.perf_intervals(self.trial.text(name + '.csv'), start, to_s))

    def service(self):
        """Seconds until throughput was back at 90 % of its usual, and the seconds of it that were lost."""
        intervals, phases = self.iperf3(), self.phases()
        average, usual = mean_in(intervals, [phases['baseline']]), median(values_in(intervals, phases['baseline']))
        resume, end = phases['after'][0], min(phases['after'][1], intervals[-1][1])
        back = next((one for one in intervals if one[1] > resume and one[1] <= end and one[2] >= 0.9 * usual), None)
        until, lost = back[1] if back else end, 0
        for begin, finish, value in intervals:
            overlap = min(finish, until) - max(begin, phases['copying'][0])
            if overlap > 0:
                lost += overlap * (1 - value / average)
        return (back[1] - resume if back else None), lost, end - resume

    def clock_error_ms(self):
        """Of both hosts and both readings, the larger half of the round trip."""
        return 1000 * max(best(self.clocks, host, when)[2] for host in ('host1', 'host2') for when in ('before', 'after'))

    def pause_factor(self):
        """The longest pause by the shortest, by the clocks that have one."""
        _, stop, resume = self.milestones()
        pauses = [self.final.get('downtime', 0) if self.final['total-time'] > 0 else 0, (resume - stop) * 1000, self.probe_ms()]
        pauses = [one for one in pauses if one > 0]
        return max(pauses) / min(pauses)

    def counted(self, place, event, phase, made):
        """Of perf's intervals that lie wholly within a phase: the median of the rates, the count, the seconds, or the mean."""
        _, stop, resume = self.milestones()
        if place == 'perf-vm':
            rates = self.perf('perf-vm', self.vm_clock(stop, resume))[event]
        else:
            host = self.about[place[len('kvm-'):]]
            rates = self.perf('kvm-' + host, self.clock(host))[event]
        span = self.phases()[phase]
        inside = [one for one in rates if one[0] >= span[0] and one[1] <= span[1]]
        seconds = sum(end - begin for begin, end, _ in inside)
        # Counts are whole; the sum of rates is rounded to one.
        count = int(sum(value * (end - begin) for begin, end, value in inside) + 0.5)
        return {'median': lambda: median(value for _, _, value in inside), 'count': lambda: count,
                'seconds': lambda: seconds, 'mean': lambda: count / seconds}[made]()

    def pings(self, which):
        """Of the sequence numbers: sent; lost; those of the lost whose hole reaches into the stop; and on their way at the end."""
        answers, sent = formats.fping(self.trial.text('fping.txt'))
        to_s, (_, stop, resume) = self.clock('host1'), self.milestones()
        around = 0
        answered = sorted(answers)
        for before, after in zip(answered, answered[1:] + [None]):
            missing = (sent if after is None else after) - before - 1
            reaches = after is None or to_s(answers[after][0]) >= stop
            if missing > 0 and to_s(answers[before][0]) <= resume and reaches:
                around += missing
        lost = sent - len(answers)
        # As many as were sent during the round trip of the last answer.
        spacing = median(answers[b][0] - answers[a][0] for a, b in zip(answered, answered[1:]) if b == a + 1)
        on_the_way = int(answers[answered[-1]][1] / 1000 / spacing) if spacing > 0 else 0
        return {'sent': sent, 'lost': lost, 'aroundStop': around, 'elsewhere': lost - around, 'onTheWay': on_the_way}[which]

    def silence(self, name):
        """The longest run of QEMU's answers below 5 % of the rate that a tenth of them exceed."""
        answers = [(heard - self.zero, reply['ram']) for heard, reply in self.own
                   if reply.get('status') in ('active', 'postcopy-active') and 'ram' in reply]
        first = next(i for i, (_, ram) in enumerate(answers) if ram['mbps'] > 0)
        answers = answers[first:]
        limit = 0.05 * quantile([ram['mbps'] for _, ram in answers], 0.9)
        longest, current = [], []
        for one in answers:
            current = current + [one] if one[1]['mbps'] < limit else []
            if current and (not longest or current[-1][0] - current[0][0] > longest[-1][0] - longest[0][0]):
                longest = current
        (begin, before), (end, after) = longest[0], longest[-1]
        grown = lambda key: after[key] - before[key]
        pages = lambda: grown('duplicate') + grown('normal')

        def share(rates):
            return 100 * mean_in(rates, [(begin, end)]) / mean_in(rates, [self.phases()['baseline']])
        source = self.about['source']
        return {
            'seconds': lambda: end - begin,
            'megabitsPerSecond': lambda: 8 * grown('transferred') / (end - begin) / 1e6,
            'zeroPages': lambda: grown('duplicate'),
            'zeroPercent': lambda: 100 * grown('duplicate') / pages(),
            'bytesPerPage': lambda: grown('transferred') / pages(),
            'iperf3Percent': lambda: share(self.iperf3()),
            'exitsPercent': lambda: share(self.perf('kvm-' + source, self.clock(source))['kvm:kvm_exit']),
        }[name]()

    def windows(self):
        """For a cell of the matrix: while pages were sent and the VM ran; and the stop."""
        if not self.completed:
            active, end = self.status('active'), self.about['completedAt'] - self.zero
            begin = self.clock(self.about['source'])(active) if active is not None else 0
            return [(max(0, begin), end)], end, end
        active, stop, resume = self.milestones()
        moving, done = [(max(0, active), stop)], self.status('completed')
        if self.status('postcopy-active') is not None and done is not None:
            moving.append((resume, self.clock(self.about['source'])(done)))
        return moving, stop, resume

    def first_pass(self):
        """Setup and length of the first pass, in seconds, and what it sent."""
        passes = [(own, heard) for name, own, heard, _ in self.events if name == 'MIGRATION_PASS']
        (first, heard_first), (second, heard_second) = passes[0], passes[1]
        setup = self.status('setup')

        def sent_by(heard):
            begin, before = self.zero, 0
            for at, reply in self.with_ram:
                now = reply['ram']['transferred']
                if at >= heard and at > begin:
                    return before + (now - before) * max(0, heard - begin) / (at - begin)
                begin, before = at, now
            return before
        return max(0, first - setup) if setup is not None else 0, second - first, sent_by(heard_second) - sent_by(heard_first)

    def predicted(self):
        """Total and downtime in seconds, after Clark et al. and Akoush et al."""
        setup, seconds, sent = self.first_pass()
        growth, copied, length = self.dirty / (sent / seconds), seconds, seconds
        for _ in range(100):
            rest = growth * length
            if rest * 1000 <= self.about['downtimeLimitMs']:
                return setup + copied + rest, rest
            if growth >= 1:
                break
            copied, length = copied + rest, rest
        return None


def values_in(intervals, span):
    return [value for begin, end, value in intervals if begin >= span[0] and end <= span[1]]


def mean_in(intervals, spans):
    inside = [one for one in intervals if any(one[0] >= a and one[1] <= b for a, b in spans)]
    return sum(value * (end - begin) for begin, end, value in inside) / sum(end - begin for begin, end, _ in inside)


EVENTS = {'contextSwitches': 'context-switches', 'pageFaults': 'page-faults', 'interrupts': 'irq:irq_handler_entry',
          'systemCalls': 'raw_syscalls:sys_enter'}


def of_migration(trial, name):
    m = trial.once('migration', lambda: Migration(trial))
    last = lambda: m.with_ram[-1][1]
    window = lambda phase: mean_in(m.iperf3(), [m.phases()[phase]])

    def share_in_vm(event):
        return 100 * m.counted('perf-vm', event, 'copying', 'median') / m.counted('perf-vm', event, 'baseline', 'median')

    def share_of_faults():
        mean = lambda phase: m.counted('kvm-source', 'kvm:kvm_page_fault', phase, 'mean')
        return 100 * mean('copying') / mean('baseline')

    def passes():
        begun = [own for name, own, _, _ in m.events if name == 'MIGRATION_PASS']
        done = m.status('completed')
        stops = [own for name, own, _, _ in m.events if name == 'STOP' and (done is None or own <= done)]
        if not begun:
            return max(1, last()['ram']['dirty-sync-count'] - 1)
        return len([own for own in begun if not stops or own < stops[-1]])

    def pace_in_vm():
        moving, stop, resume = m.windows()
        calls = m.perf('perf-vm', m.vm_clock(stop, resume))['raw_syscalls:sys_enter']
        return 100 * mean_in(calls, moving) / mean_in(calls, [(m.about['observedFrom'] - m.zero, 0)])

    def lasted():
        if m.final:
            return m.total_ms() / 1000
        return [reply for _, reply in m.with_ram][-1]['total-time'] / 1000

    values = {
        'total': lasted,
        'setupMs': lambda: m.final['setup-time'],
        'downtimeQemuMs': lambda: m.final['downtime'],
        'downtimeEventsMs': lambda: (m.milestones()[2] - m.milestones()[1]) * 1000,
        'downtimeProbeMs': m.probe_ms,
        'transferredMebibytes': lambda: last()['ram']['transferred'] / 2**20,
        'transferredMegabytes': lambda: last()['ram']['transferred'] / 1e6,
        'passes': passes,
        'throughput.baseline': lambda: window('baseline') / 1e6,
        'throughput.copying': lambda: window('copying') / 1e6,
        'throughput.after': lambda: window('after') / 1e6,
        'throughputCopyingPercent': lambda: 100 * window('copying') / window('baseline'),
        'throughputAfterPercent': lambda: 100 * window('after') / window('baseline'),
        'recoveryS': lambda: m.service()[0],
        'serviceLostS': lambda: m.service()[1],
        'observedS': lambda: m.service()[2],
        'pingsLost': lambda: m.pings('lost'),
        'clockErrorMs': m.clock_error_ms,
        'pauseFactor': m.pause_factor,
        'downtimeLimitMs': lambda: m.about['downtimeLimitMs'],
        'downtimeEventsS': lambda: m.milestones()[2] - m.milestones()[1],
        'pages.zero': lambda: last()['ram']['duplicate'],
        'pages.all': lambda: last()['ram']['duplicate'] + last()['ram']['normal'],
        'pages.zeroPercent': lambda: 100 * last()['ram']['duplicate'] / (last()['ram']['duplicate'] + last()['ram']['normal']),
        'perf.kvmPageFaultsCopyingPercent': share_of_faults,
        'iperf3Percent': lambda: 100 * mean_in(m.iperf3(), m.windows()[0]) / mean_in(m.iperf3(), [(m.about['observedFrom'] - m.zero, 0)]),
        'perfPercent': pace_in_vm,
        'dirtyMebibytesPerSecond': lambda: m.dirty / 2**20,
        'firstPassMebibytesPerSecond': lambda: m.first_pass()[2] / m.first_pass()[1] / 2**20,
        'predictedTotal': lambda: m.predicted()[0],
        'predictedDowntimeMs': lambda: m.predicted()[1] * 1000,
    }
    copying = lambda: [reply for _, reply in m.with_ram if reply.get('status') in ('active', 'postcopy-active')]
    most = lambda of: max([0] + [of(reply) for _, reply in m.with_ram])

    def refused():
        """The longest rest after a search for dirty pages that the default limit of 300 ms would have taken and this one did not."""
        rests, before = [], None
        for _, reply in m.with_ram:
            ram = reply['ram']
            searched = before is not None and ram['dirty-sync-count'] > before['dirty-sync-count']
            if searched and reply.get('status') in ('active', 'postcopy-active') and ram['mbps'] > 0:
                rests.append(1000 * ram['remaining'] / (ram['mbps'] * 1e6 / 8))
            before = ram
        return max(one for one in rests if m.about['downtimeLimitMs'] < one <= 300)

    def deltas(key):
        cache = last()['xbzrle-cache']
        if key == 'encodedPercent':
            return 100 * cache['bytes'] / (cache['pages'] * last()['ram']['page-size'])
        return cache['cache-miss' if key == 'misses' else key]

    by_predicted = {'total': lambda: lasted() / m.predicted()[0], 'downtime': lambda: m.final['downtime'] / m.predicted()[1] / 1000}
    for key, ratio in by_predicted.items():
        values[key + 'ByPredicted'] = ratio
        values[key + 'ErrorPercent'] = lambda ratio=ratio: 100 * abs(1 / ratio() - 1)
    for key in ('pages', 'encodedPercent', 'overflow', 'misses'):
        values['xbzrle.' + key] = lambda key=key: deltas(key)
    values.update({
        'remainingMegabytes': lambda: last()['ram']['remaining'] / 1e6,
        'pagesRequested': lambda: last()['ram']['postcopy-requests'],
        'pagesRequestedAtMost': lambda: most(lambda reply: reply['ram'].get('postcopy-requests', 0)),
        'acted.fastestMebibytesPerSecond': lambda: max(reply['ram']['mbps'] for reply in copying()) * 1e6 / 8 / 2**20,
        'acted.defaultMebibytesPerSecond': lambda: 128,
        'acted.refusedMs': refused,
        'acted.throttlePercent': lambda: most(lambda reply: reply.get('cpu-throttle-percentage', 0)),
        'acted.dirtyLimitMs': lambda: most(lambda reply: reply.get('dirty-limit-throttle-time-per-round', 0)) / 1000,
        'acted.deltaPages': lambda: most(lambda reply: reply.get('xbzrle-cache', {}).get('pages', 0)),
        'acted.multifdMegabytes': lambda: most(lambda reply: reply['ram'].get('multifd-bytes', 0)) / 1e6,
    })
    for key, event in EVENTS.items():
        values['perf.%sCopyingPercent' % key] = lambda event=event: share_in_vm(event)
    if name in values:
        return values[name]()
    kind, _, rest = name.partition('.')
    if kind in ('perf-vm', 'kvm-source', 'kvm-destination'):
        return m.counted(kind, *rest.rsplit('.', 2))
    if kind == 'disk':
        return formats.writer(trial.text('writer.txt'))[rest]
    if kind == 'pings':
        return m.pings(rest)
    if kind == 'silence':
        return m.silence(rest)
    return None


def of_clock(trial, name):
    machine, key = name.split('.')
    if machine == 'lab':
        return 0
    clocks = json.loads(trial.text('clocks.json'))
    before, after = best(clocks, machine, 'before'), best(clocks, machine, 'after')
    return {'beforeMs': (before[1] - before[0]) * 1000, 'afterMs': (after[1] - after[0]) * 1000,
            'errorMs': max(before[2], after[2]) * 1000}.get(key)


def of_machine_clock(trial, name):
    """Of the clock that programs are timed by: its smallest step, its seconds for one of the lab's, and within what that is known."""
    if name == 'stepMs':
        readings = [float(one) for one in trial.text('clock.txt').splitlines()[1].split()]
        return 1000 * round(min(b - a for a, b in zip(readings, readings[1:]) if b > a), 6)
    clocks = json.loads(trial.text('clocks.json'))
    (lab0, own0, error0), (lab1, own1, error1) = (best(clocks, clocks[0]['machine'], when) for when in ('before', 'after'))
    return {'rate': (own1 - own0) / (lab1 - lab0), 'errorPercent': 100 * (error0 + error1) / (lab1 - lab0)}.get(name)


def of_computer(trial, name):
    """Of the user's computer: runnable tasks before the trial, and of the time of all processors what was busy or stolen."""
    before, after = trial.text('machine.before.txt'), trial.text('machine.after.txt')
    if name == 'loadBefore':
        return float(before.split()[0])
    spent = [max(0, b - a) for a, b in zip(*(list(map(int, text.splitlines()[1].split()[1:9])) for text in (before, after)))]
    user, nice, system, idle, iowait, irq, softirq, steal = spent
    return {'busyPercent': 100 * (1 - (idle + iowait) / sum(spent)), 'stealPercent': 100 * steal / sum(spent)}.get(name)


def beside_others(trial):
    """The share of a trial's time in which another trial of the run was at work, in percent."""
    def span(about):
        return [datetime.fromisoformat(about[key].replace('Z', '+00:00')).timestamp() for key in ('startedAt', 'finishedAt')]
    begin, end = span(trial.about)
    others = sorted(span(about) for about in trial.others())
    covered, until = 0, begin
    for start, stop in others:
        start, stop = max(start, until), min(stop, end)
        if stop > start:
            covered, until = covered + stop - start, stop
    return 100 * covered / (end - begin)


def value_of(trial, sample):
    """What the raw files say that a sample of the ledger is; None where this checker does not know such a value."""
    first, _, rest = sample['metric'].partition('.')
    name = os.path.basename(sample['file'])
    if sample['metric'] == 'boot.seconds':
        return trial.about['bootMs'] / 1000
    if first in ('migration', 'matrix') and not rest.startswith('by-hand'):
        return of_migration(trial, rest)
    if first == 'clock':
        return of_clock(trial, rest)
    if first == 'machine-clock':
        return of_machine_clock(trial, rest)
    if first == 'machine':
        return of_computer(trial, rest)
    if sample['metric'] == 'neighbours.percent':
        return beside_others(trial)
    window = trial.window(name)
    if window is not None:
        return of_window(trial, window, rest)
    return of_program(trial, first, rest, sample['index'])

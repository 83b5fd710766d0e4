"""One migration on the lab’s clock, put together from its raw files."""
import json
from statistics import median

import formats
from clocks import best, to_lab
from estimators import quantile


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
        lab = to_lab(self.clocks, machine)
        return lambda far: lab(far) - self.zero

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

    def account(self):
        """The pause divided by what both QEMUs noted of it, ms, and how long the state of each device took."""
        def make():
            _, stop, resume = self.milestones()
            sides = {}
            for side in ('source', 'destination'):
                to_s = self.clock(self.about[side])
                points, states = formats.downtime(self.trial.text('downtime-%s.txt' % side))
                sides[side] = ({name: to_s(at) for name, at in points},
                               [(kind, device, to_s(at - us / 1e6), to_s(at), us / 1e3) for kind, device, at, us in states])
            between = lambda at, low: min(resume, max(low, at))
            stopped = between(sides['source'][0]['src-vm-stopped'], stop)
            saved = between(sides['source'][0]['src-non-iterable-saved'], stopped)
            loaded = between(sides['destination'][0]['dst-precopy-loadvm-completed'], saved)
            begun = sides['source'][0]['src-downtime-start']
            values = {'stoppingMs': 1000 * max(0, stop - begun), 'flushMs': 1000 * (stopped - stop), 'startMs': 1000 * (resume - loaded)}
            for side, verb, low, high in (('source', 'save', stopped, saved), ('destination', 'load', saved, loaded)):
                spent, done = {'iterable': 0, 'non-iterable': 0}, low
                for kind, device, begin, end, ms in sides[side][1]:
                    begin, end = max(begin, done), min(end, high)
                    if end > begin:
                        spent[kind] += 1000 * (end - begin)
                        done = end
                    if kind == 'non-iterable':
                        name = '%s.%s' % (verb, device)
                        values[name] = values.get(name, 0) + ms
                values[verb + 'MemoryMs'], values[verb + 'DevicesMs'] = spent['iterable'], spent['non-iterable']
            for verb, other in (('save', 'load'), ('load', 'save')):
                # A device that only one side has a state of took nothing on the other.
                for name in [one for one in values if one.startswith(other + '.')]:
                    values.setdefault(verb + name[len(other):], 0)
            pause = 1000 * (resume - stop)
            values['unexplainedMs'] = max(0, pause - sum(
                values[part + 'Ms'] for part in ('flush', 'saveMemory', 'saveDevices', 'loadMemory', 'loadDevices', 'start')))
            values['explainedMs'] = pause - values['unexplainedMs']
            return values
        return self.trial.once('account', make)

    def faults(self, name):
        """Of what the destination of post-copy timed: how many pages were waited for, between which powers of two of µs, and means."""
        _, told, _ = formats.qmp(self.trial.text('qmp-destination.ndjson'))
        answer = [reply for _, reply in told if 'postcopy-latency-dist' in reply][-1]
        counts = answer['postcopy-latency-dist']
        ordered = [place for place, count in enumerate(counts) for _ in range(count)]
        begins = lambda place: 0 if place == 0 else 2**place / 1e3
        ends = lambda place: None if place == len(counts) - 1 else 2**(place + 1) / 1e3
        kind, _, number = name.partition('.')
        return {
            'timed': lambda: len(ordered),
            'bucket': lambda: counts[int(number)],
            'middleFromMs': lambda: begins(ordered[(len(ordered) - 1) // 2]),
            'middleToMs': lambda: ends(ordered[len(ordered) // 2]),
            'longestFromMs': lambda: begins(ordered[-1]),
            'longestToMs': lambda: ends(ordered[-1]),
            'leastMeanMs': lambda: sum(begins(place) for place in ordered) / len(ordered),
            'waitedMs': lambda: answer['postcopy-blocktime'],
            'meanMs': lambda: (answer['postcopy-vcpu-latency'][int(number)] if number else answer['postcopy-latency']) / 1e6,
            'othersMeanMs': lambda: answer['postcopy-non-vcpu-latency'] / 1e6,
        }[kind]()

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
        """Of the sequence numbers: sent; lost; those of the lost whose hole reaches into the stop; and on their way at the end;
        and the longest time that such a hole covers, by when its probes were sent; and between two answers while pages were copied."""
        answers, sent = formats.fping(self.trial.text('fping.txt'))
        to_s, (_, stop, resume) = self.clock('host1'), self.milestones()
        around, unanswered = 0, []
        answered = sorted(answers)
        for before, after in zip(answered, answered[1:] + [None]):
            missing = (sent if after is None else after) - before - 1
            reaches = after is None or to_s(answers[after][0]) >= stop
            if missing > 0 and to_s(answers[before][0]) <= resume and reaches:
                around += missing
                if after is not None:
                    unanswered.append(1000 * (answers[after][0] - answers[before][0]) * missing / (missing + 1))
        lost = sent - len(answers)
        # As many as were sent during the round trip of the last answer.
        spacing = median(answers[b][0] - answers[a][0] for a, b in zip(answered, answered[1:]) if b == a + 1)
        on_the_way = int(answers[answered[-1]][1] / 1000 / spacing) if spacing > 0 else 0
        if which == 'unansweredMs':
            return max(unanswered)
        if which.startswith('roundTrip'):
            begin, end = self.phases()[which[len('roundTrip'):-len('Ms')].lower()]
            return median(ms for sent_at, ms in answers.values() if begin <= to_s(sent_at) <= end)
        if which == 'gapCopyingMs':
            begin, end = self.phases()['copying']
            came = sorted(to_s(sent_at + ms / 1000) for sent_at, ms in answers.values())
            return max(1000 * (b - a) for a, b in zip(came, came[1:]) if a >= begin and b <= end)
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
        mean = lambda span: mean_in(self.iperf3(), [span])
        return {
            'seconds': lambda: end - begin,
            'megabitsPerSecond': lambda: 8 * grown('transferred') / (end - begin) / 1e6,
            'zeroPercent': lambda: 100 * grown('duplicate') / pages(),
            'bytesPerPage': lambda: grown('transferred') / pages(),
            'iperf3Percent': lambda: 100 * mean((begin, end)) / mean(self.phases()['baseline']),
        }[name]()

    def windows(self):
        """For a cell of the matrix: while pages were sent before the stop; while they followed in post-copy; and the stop."""
        if not self.completed:
            active, end = self.status('active'), self.about['completedAt'] - self.zero
            begin = self.clock(self.about['source'])(active) if active is not None else 0
            return [(max(0, begin), end)], [], end, end
        active, stop, resume = self.milestones()
        following, done = [], self.status('completed')
        if self.status('postcopy-active') is not None and done is not None:
            following.append((resume, self.clock(self.about['source'])(done)))
        return [(max(0, active), stop)], following, stop, resume

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

"""One kill of a VM's QEMU, put together from its raw files."""
import json
from statistics import median

import formats
from clocks import to_lab


class Failover:
    """What was seen of it, in seconds after the kill."""

    def __init__(self, trial):
        self.trial, self.about = trial, trial.about['failover']
        self.clocks = json.loads(trial.text('clocks.json'))
        after, before = map(float, trial.text('kill.txt').split())
        self.zero = 0
        killed, configuration = (after + before) / 2, trial.about['configuration']
        on = 'primary' if configuration in ('colo', 'unprotected') else 'secondary'
        # Of a host that is killed the moment is by the lab's clock.
        self.zero = killed if configuration == 'host-killed' else self.clock(self.about[on])(killed)
        self.client = self.clock('host1')

    def clock(self, machine):
        lab = to_lab(self.clocks, machine)
        return lambda far: lab(far) - self.zero

    def pauses(self):
        """Checkpoints from when the client was at work to the kill."""
        to_s, begun, found = self.clock(self.about['primary']), None, []
        events, _, _ = formats.qmp(self.trial.text('qmp-primary.ndjson'))
        for name, own, _, _ in events:
            if name == 'STOP':
                begun = to_s(own)
            elif name == 'RESUME' and begun is not None:
                found.append((begun, to_s(own)))
        return [one for one in found if one[0] >= self.about['observedFrom'] - self.zero and one[1] <= 0]

    def resume(self):
        events, _, _ = formats.qmp(self.trial.text('qmp-secondary.ndjson'))
        return [own for name, own, heard, _ in events if name == 'RESUME' and heard >= self.about['killAskedAt']][-1]

    def untold(self, event, side):
        """When QEMU said something by itself, before anybody told it anything; ms after the fault."""
        events, _, _ = formats.qmp(self.trial.text('qmp-%s.ndjson' % side))
        since, until = self.about['killAskedAt'], self.about['toldAt']
        return 1000 * [self.clock(self.about[side])(own) for name, own, heard, _ in events
                       if name == event and since <= heard < until][0]

    def numbered(self, file):
        rows = [row.split() for row in self.trial.text(file).splitlines()]
        return [(float(at), int(number)) for at, number in rows]

    def answers(self):
        """Requests by when their answer came, and how long they waited, ms."""
        asked = {number: at for at, number in self.numbered('asked.txt')}
        came = [(self.client(at), 1000 * (at - asked[number])) for at, number in self.numbered('answered.txt')]
        return [one for one in came if one[0] <= self.about['observedTo'] - self.zero]

    def sent(self):
        """Megabytes on the cable by the checkpoints that began meanwhile."""
        (since, before), (until, after) = ((float(at), int(sent)) for at, sent in
                                           (row.split() for row in self.trial.text('cable.txt').splitlines()))
        to_s = self.clock(self.about['primary'])
        begun = [begin for begin, _ in self.pauses() if to_s(since) <= begin <= to_s(until)]
        return (after - before) / 1e6 / len(begun)

    def gap(self, ends):
        came = [at for at, _ in self.answers()]
        return max(end - begin for begin, end in zip(came, came[1:]) if ends(end))


def intact(listed):
    """The records that are on a disk as they were written."""
    return [int(row.split()[0]) for row in listed.splitlines() if row.endswith(' intact')]


def of_failover(trial, name):
    one = trial.once('failover', lambda: Failover(trial))
    noticed = one.about['noticedAt'] - one.zero
    begins = lambda: [begin for begin, _ in one.pauses()]
    disk = lambda: formats.writer(trial.text('writer.txt'))
    held = lambda: (set(intact(trial.text('disk-primary.txt'))), set(intact(trial.text('disk-secondary.txt'))))
    values = {
        'streamMegabitsPerSecond': lambda: json.loads(trial.text('stream.json'))['end']['sum_received']['bits_per_second'] / 1e6,
        'checkpoints': lambda: len(one.pauses()),
        'checkpointsEarly': lambda: sum(1000 * (b - a) < 0.75 * one.about['checkpointDelayMs']
                                        for a, b in zip(begins(), begins()[1:])),
        'stillPercent': lambda: 100 * sum(end - begin for begin, end in one.pauses()[:-1]) / (
            one.pauses()[-1][0] - one.pauses()[0][0]),
        'megabytesPerCheckpoint': lambda: one.sent(),
        'checkpointPauseMs': lambda: 1000 * median(end - begin for begin, end in one.pauses()),
        'checkpointIntervalMs': lambda: 1000 * median(b - a for a, b in zip(begins(), begins()[1:])),
        'roundTripMs': lambda: median(ms for at, ms in one.answers() if one.about['observedFrom'] - one.zero < at < 0),
        'noticeMs': lambda: 1000 * noticed,
        'takeoverMs': lambda: 1000 * (one.clock(one.about['secondary'])(one.resume()) - (one.about['toldAt'] - one.zero)),
        'noSpaceMs': lambda: one.untold('BLOCK_IO_ERROR', 'secondary'),
        'coloEndMs': lambda: one.untold('COLO_EXIT', 'primary'),
        'gapMs': lambda: 1000 * one.gap(lambda end: end > 0),
        'gapBeforeMs': lambda: 1000 * one.gap(lambda end: one.about['observedFrom'] - one.zero < end <= 0),
        'firstAnswerMs': lambda: 1000 * min(at for at, _ in one.answers() if at > noticed),
        'acknowledgedBefore': lambda: sum(one.client(at) <= 0 for at, _ in one.numbered('acknowledged.txt')),
        'toldMs': lambda: 1000 * (one.about['toldAt'] - one.about['noticedAt']),
        'acknowledged': lambda: int(trial.text('acknowledged.txt').split()[-1]),
        'missing': lambda: disk()['lost'] + disk()['altered'],
        'onBoth': lambda: len(set.intersection(*held())),
        'onPrimaryAlone': lambda: len(held()[0] - held()[1]),
        'onSecondaryAlone': lambda: len(held()[1] - held()[0]),
        'onNeither': lambda: int(trial.text('acknowledged.txt').split()[-1]) - len(set.union(*held())),
    }
    return values[name]() if name in values else None


def line_of_failover(trial, metric):
    """The points of a panel, (seconds after the kill, value)."""
    one = trial.once('failover', lambda: Failover(trial))
    if metric == 'round-trips':
        return one.answers()
    if metric == 'records':
        return [(one.client(at), number) for at, number in one.numbered('acknowledged.txt')]
    return None

"""Values of migrations, and the lines that charts draw of them."""
import formats
from failover import line_of_failover
from migration import Migration, mean_in

EVENTS = {'contextSwitches': 'context-switches', 'pageFaults': 'page-faults', 'interrupts': 'irq:irq_handler_entry',
          'systemCalls': 'raw_syscalls:sys_enter'}


def of_migration(trial, name):
    m = trial.once('migration', lambda: Migration(trial))
    last = lambda: m.with_ram[-1][1]
    window = lambda phase: mean_in(m.iperf3(), [m.phases()[phase]])

    def halves_factor():
        begin, end = m.phases()['baseline']
        halves = [mean_in(m.iperf3(), [half]) for half in ((begin, (begin + end) / 2), ((begin + end) / 2, end))]
        return max(halves) / min(halves)

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

    def pace_in_vm(window):
        moving, following, stop, resume = m.windows()
        calls = m.perf('perf-vm', m.vm_clock(stop, resume))['raw_syscalls:sys_enter']
        return 100 * mean_in(calls, (moving, following)[window]) / mean_in(calls, [(m.about['observedFrom'] - m.zero, 0)])

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
        'throughput.baselineFactor': halves_factor,
        'throughputCopyingPercent': lambda: 100 * window('copying') / window('baseline'),
        'throughputAfterPercent': lambda: 100 * window('after') / window('baseline'),
        'recoveryS': lambda: m.service()[0],
        'serviceLostS': lambda: m.service()[1],
        'observedS': lambda: m.service()[2],
        'pingsLost': lambda: m.pings('lost'),
        'clockErrorMs': m.clock_error_ms,
        'pauseFactor': m.pause_factor,
        'downtimeLimitMs': lambda: m.about['downtimeLimitMs'],
        'pages.zeroPercent': lambda: 100 * last()['ram']['duplicate'] / (last()['ram']['duplicate'] + last()['ram']['normal']),
        'perf.kvmPageFaultsCopyingPercent': share_of_faults,
        'iperf3Percent': lambda: 100 * mean_in(m.iperf3(), m.windows()[0]) / mean_in(m.iperf3(), [(m.about['observedFrom'] - m.zero, 0)]),
        'perfPercent': lambda: pace_in_vm(0),
        'perfFollowingPercent': lambda: pace_in_vm(1),
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
        'zeroMegabytes': lambda: last()['ram']['duplicate'] * last()['ram']['page-size'] / 1e6,
        'acted.zeroPages': lambda: most(lambda reply: reply['ram'].get('duplicate', 0)),
        'acted.wholePages': lambda: most(lambda reply: reply['ram'].get('normal', 0)),
        'pagesRequested': lambda: last()['ram']['postcopy-requests'],
        'pagesRequestedAtMost': lambda: most(lambda reply: reply['ram'].get('postcopy-requests', 0)),
        'acted.fastestMebibytesPerSecond': lambda: max(reply['ram']['mbps'] for reply in copying()) * 1e6 / 8 / 2**20,
        'acted.defaultMebibytesPerSecond': lambda: 128,
        'acted.refusedMs': refused,
        'acted.throttlePercent': lambda: most(lambda reply: reply.get('cpu-throttle-percentage', 0)),
        'acted.dirtyLimitMs': lambda: most(lambda reply: reply.get('dirty-limit-throttle-time-per-round', 0)) / 1000,
        'acted.deltaPages': lambda: most(lambda reply: reply.get('xbzrle-cache', {}).get('pages', 0)),
        'acted.followingMegabytes': lambda: max(
            reply['ram']['remaining'] for heard, reply in m.with_ram if heard - m.zero >= m.phases()['after'][0]) / 1e6,
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
        report = formats.writer(trial.text('writer.txt'))
        return report['lost'] + report['altered'] if rest == 'missing' else report[rest]
    if kind == 'pause':
        return m.account().get(rest)
    if kind == 'faults':
        return m.faults(rest)
    if kind == 'pings':
        return m.pings(rest)
    if kind == 'silence':
        return m.silence(rest)
    return None


def line_of(trial, metric):
    """The points of a line over time, (seconds after `migrate`, value), as its panel has the unit."""
    if trial.by_hand():
        return None
    if metric.startswith('failover.'):
        return line_of_failover(trial, metric[len('failover.series.'):])
    m = trial.once('migration', lambda: Migration(trial))
    kind, _, event = metric[len('migration.series.'):].partition('.')
    middle = lambda rates, scale: [((begin + end) / 2, value * scale) for begin, end, value in rates]
    polls = [(heard - m.zero, reply['ram']) for heard, reply in m.polls
             if reply.get('status') in ('active', 'postcopy-active') and 'ram' in reply]
    if kind == 'iperf3':
        return middle(m.iperf3(), 1e-6)
    if kind == 'perf-vm':
        _, stop, resume = m.milestones()
        return middle(m.perf('perf-vm', m.vm_clock(stop, resume))[event], 1)
    if kind in ('host1', 'host2'):
        return middle(m.perf('kvm-' + kind, m.clock(kind))[event], 1e-3)
    if kind == 'stream':
        return [(at, ram['mbps']) for at, ram in polls]
    if kind == 'remaining':
        return [(at, ram['remaining'] / 1e6) for at, ram in polls]
    if kind == 'dirtied':
        # QEMU works it out when it searches for dirty pages, and repeats it until the next search.
        return [(at, ram['dirty-pages-rate'] / 1e3) for (_, before), (at, ram) in zip(polls, polls[1:])
                if ram['dirty-sync-count'] > before['dirty-sync-count']]
    return None

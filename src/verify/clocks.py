"""Clocks against the lab’s, the computer that everything ran on, and what ran beside a trial."""
import json
from datetime import datetime


def best(clocks, machine, when):
    """The reading with the shortest round trip: the lab's time, the machine's, half of the round trip."""
    exchanges = [one for clock in clocks if clock['machine'] == machine and clock['when'] == when for one in clock['exchanges']]
    one = min(exchanges, key=lambda one: (one['answered'] - one['asked']) / 2)
    return (one['asked'] + one['answered']) / 2, one['remote'], (one['answered'] - one['asked']) / 2


def to_lab(clocks, machine):
    """What turns a machine's time into the lab's: what it is ahead by, in between what it was before and after."""
    (lab0, far0, _), (lab1, far1, _) = best(clocks, machine, 'before'), best(clocks, machine, 'after')
    span, first, last = far1 - far0, far0 - lab0, far1 - lab1

    def lab(far):
        share = 1 if span <= 0 else min(1, max(0, (far - far0) / span))
        return far - (first * (1 - share) + last * share)
    return lab


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
        # In whole milliseconds, as they are written: seconds since 1970 leave a float no room for them.
        return [round(1000 * datetime.fromisoformat(about[key].replace('Z', '+00:00')).timestamp()) for key in ('startedAt', 'finishedAt')]
    begin, end = span(trial.about)
    others = sorted(span(about) for about in trial.others())
    covered, until = 0, begin
    for start, stop in others:
        start, stop = max(start, until), min(stop, end)
        if stop > start:
            covered, until = covered + stop - start, stop
    return 100 * covered / (end - begin)

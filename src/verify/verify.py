"""Recomputes a ledger from the raw files of its run: python3 verify.py LEDGER RUN [--json]. Needs Python 3 and no package."""
import json
import math
import operator
import sys

from estimators import recomputed
from migrations import line_of
from readings import value_of
from trials import Trial

# Both sides count in doubles, in another order; Student's quantile is found by other means.
CLOSE = 1e-7


MEETS = {'<': operator.lt, '<=': operator.le, '=': operator.eq, '>=': operator.ge, '>': operator.gt}


def same(a, b):
    return a is not None and b is not None and math.isclose(a, b, rel_tol=CLOSE, abs_tol=1e-9)


def printed_as(printed, value):
    """Whether what is printed is the value, rounded as it is printed."""
    digits = printed.replace(',', '').replace('\u2212', '-').split('\u00a0')[0].split(' ')[0]
    decimals = len(digits.partition('.')[2])
    return abs(float(digits) - value) <= 0.5000001 * 10**-decimals


def differing(drawn, points):
    """The first point that is drawn and is none; a chart may leave out what lies before or after its axis."""
    inside = [point for point in points if drawn and drawn[0][0] - 1e-9 <= point[0] <= drawn[-1][0] + 1e-9]
    if len(inside) != len(drawn):
        return ['%d points lie where %d are drawn' % (len(inside), len(drawn))]
    for one, other in zip(drawn, inside):
        if not (same(one[0], other[0]) and same(one[1], other[1])):
            return ['a point is %r, and not %r' % (other, tuple(one))]
    return []


def check(ledger, run):
    trials, found, unknown, why = {}, {}, set(), {}
    for position, sample in enumerate(ledger['samples']):
        try:
            if sample['trial'] not in trials:
                trials[sample['trial']] = Trial(run, sample['trial'])
            found[position] = value_of(trials[sample['trial']], sample)
            if found[position] is None:
                unknown.add(sample['metric'])
        except Exception as error:  # Whatever a damaged file does: it is said of which sample.
            found[position], why[position] = None, '%s: %s' % (type(error).__name__, error)
    differ, checked, left = [], 0, 0
    blocks = {name: trial.about.get('block') for name, trial in trials.items()}
    for figure in ledger['figures']:
        positions = figure['samples'] + figure['against']
        place = '%(section)s, %(kind)s %(id)s, %(row)s, %(column)s' % figure['place']
        wrong = []
        for position in positions:
            sample = ledger['samples'][position]
            said = '%s %s %s of %s' % (sample['trial'], sample['metric'], sample['index'], sample['file'])
            if position in why:
                wrong.append('%s can not be read: %s' % (said, why[position]))
            elif found[position] is not None and not same(found[position], sample['value']):
                wrong.append('%s is %r, and not %r' % (said, found[position], sample['value']))
        if not wrong and any(found[position] is None for position in positions):
            left += 1
            continue
        checked += 1
        if not wrong:
            sides = []
            for side in (figure['samples'], figure['against']):
                grouped = {}
                for position in side:
                    grouped.setdefault(ledger['samples'][position]['trial'], []).append(found[position])
                sides.append(grouped)
            try:
                value, interval, of_all, n = recomputed(figure['statistic'], figure['unit'], sides[0], sides[1], blocks)
            except LookupError:
                checked, left = checked - 1, left + 1
                unknown.add('statistic ' + figure['statistic'])
                continue
            if not same(value, figure['value']):
                wrong.append('the %s is %r, and not %r' % (figure['statistic'], value, figure['value']))
            for name, found_ends, low, high in (('interval', interval, 'low', 'high'), ('range', of_all, 'least', 'most')):
                ends = figure[name] and (figure[name][low], figure[name][high])
                if (found_ends is None) != (ends is None) or found_ends and not all(map(same, found_ends, ends)):
                    wrong.append('the %s is %r, and not %r' % (name, found_ends, ends))
            if figure['printed'] and not printed_as(figure['printed'], value):
                wrong.append('%s is printed for %r' % (figure['printed'], value))
            if n != figure['n']:
                wrong.append('n is %d, and not %d' % (n, figure['n']))
        if wrong:
            differ.append({'place': place, 'why': wrong})
    for chart in ledger['charts']:
        place = '%(section)s, chart %(figure)s, %(panel)s, %(series)s' % chart
        wrong, is_known = [], True
        for position in chart['samples']:
            sample = ledger['samples'][position]
            said = '%s %s %s of %s' % (sample['trial'], sample['metric'], sample['index'], sample['file'])
            if position in why:
                wrong.append('%s can not be read: %s' % (said, why[position]))
            elif found[position] is None:
                is_known = False
            elif not same(found[position], sample['value']):
                wrong.append('%s is %r, and not %r' % (said, found[position], sample['value']))
        line = chart['line']
        if line is not None:
            try:
                points = line_of(trials.setdefault(line['trial'], Trial(run, line['trial'])), line['metric'])
                if points is None:
                    is_known = False
                    unknown.add(line['metric'])
                else:
                    wrong += differing(line['points'], points)
            except Exception as error:
                wrong.append('%s can not be read: %s: %s' % (line['file'], type(error).__name__, error))
        if not wrong and not is_known:
            left += 1
            continue
        checked += 1
        if wrong:
            differ.append({'place': place, 'why': wrong})
    used = {position for figure in ledger['figures'] for position in figure['samples'] + figure['against']}
    used.update(position for chart in ledger['charts'] for position in chart['samples'])
    for position, sample in enumerate(ledger['samples']):
        if position in used:
            continue
        place = 'sample %(metric)s %(index)s of %(file)s' % sample
        if position in why:
            differ.append({'place': place, 'why': ['it can not be read: %s' % why[position]]})
        elif found[position] is not None and not same(found[position], sample['value']):
            differ.append({'place': place, 'why': ['it is %r, and not %r' % (found[position], sample['value'])]})
    for finding in ledger['findings']:
        wrong = ['%(name)s, %(value)r %(is)s %(against)r, is said to be %(holds)s' % one for one in finding['conditions']
                 if MEETS[one['is']](one['value'], one['against']) != one['holds']]
        if wrong:
            differ.append({'place': '%(section)s, finding %(id)s' % finding, 'why': wrong})
    return {'figures': checked, 'differ': differ, 'notRecomputed': left, 'unknown': sorted(unknown)}


def main(arguments):
    with open(arguments[0], encoding='utf-8') as file:
        result = check(json.load(file), arguments[1])
    if '--json' in arguments:
        print(json.dumps(result))
    else:
        for one in result['differ']:
            print('%s: %s' % (one['place'], '; '.join(one['why'])))
        if result['notRecomputed']:
            print('%d more not recomputed, as this program does not know: %s' % (result['notRecomputed'], ', '.join(result['unknown'])))
        print('%d figures, %d differ' % (result['figures'], len(result['differ'])))
    return 8 if result['differ'] else 0


if __name__ == '__main__':
    sys.dont_write_bytecode = True
    sys.exit(main(sys.argv[1:]))

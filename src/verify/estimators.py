"""The statistics that the ledger names, after its own definitions."""
import math
from statistics import mean, median, variance


def t_cdf(t, df):
    """P(T <= t), t >= 0, by Simpson's rule over the density, in the angle whose tangent is t / sqrt(df)."""
    front = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / math.sqrt(math.pi)
    end, steps = math.atan(t / math.sqrt(df)), 2000
    width = end / steps
    total = sum((1 if i in (0, steps) else 4 if i % 2 else 2) * math.cos(i * width) ** (df - 1) for i in range(steps + 1))
    return 0.5 + front * total * width / 3


def t_quantile(df, known={}):
    """The t with P(T <= t) = 0.975."""
    if df not in known:
        low, high = 0.0, 2.0
        while t_cdf(high, df) < 0.975:
            high *= 2
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if t_cdf(middle, df) < 0.975 else (low, middle)
        known[df] = (low + high) / 2
    return known[df]


def student(values):
    if len(values) < 2:
        return mean(values), None
    margin = t_quantile(len(values) - 1) * math.sqrt(variance(values) / len(values))
    return mean(values), (mean(values) - margin, mean(values) + margin)


def exponential(value, interval):
    return math.exp(value), interval and tuple(math.exp(end) for end in interval)


def geometric(values):
    return exponential(*student([math.log(value) for value in values]))


def arithmetic(values):
    value, interval = student(values)
    if interval and all(one >= 0 for one in values):
        interval = (max(0, interval[0]), interval[1])
    return value, interval


def welch(of, against):
    a, b = [math.log(x) for x in of], [math.log(x) for x in against]
    difference = mean(a) - mean(b)
    if len(a) < 2 or len(b) < 2:
        return math.exp(difference), None
    first, second = variance(a) / len(a), variance(b) / len(b)
    error = first + second
    if error == 0:
        return exponential(difference, (difference, difference))
    df = error**2 / (first**2 / (len(a) - 1) + second**2 / (len(b) - 1))
    margin = t_quantile(df) * math.sqrt(error)
    return exponential(difference, (difference - margin, difference + margin))


def median_with_interval(values):
    """From the k-th smallest value to the k-th largest, with the largest k that covers the median in 95 % of cases."""
    ordered, n = sorted(values), len(values)
    tail = lambda k: sum(math.comb(n, i) for i in range(k)) / 2**n
    k = max((k for k in range(n // 2 + 1) if tail(k) <= 0.025), default=0)
    return median(values), (ordered[k - 1], ordered[n - k]) if k > 0 else None


def quantile(values, share):
    """Hyndman and Fan's type 7: at this share of the way from the first value to the last, in a straight line between two."""
    ordered, place = sorted(values), (len(values) - 1) * share
    low = ordered[int(place)]
    return low + (place - int(place)) * (ordered[min(int(place) + 1, len(ordered) - 1)] - low)


def ends(values):
    return min(values), max(values)


def pairs(first, second, blocks):
    """Ratios of both sides of a trial where some trial has both, else of two trials of a block."""
    if set(first) & set(second):
        return [value / second[trial] for trial, value in first.items() if trial in second]
    other = {blocks.get(trial): value for trial, value in second.items()}
    return [value / other[blocks.get(trial)] for trial, value in first.items() if blocks.get(trial) in other]


def recomputed(statistic, unit, of, against, blocks):
    """Value, interval, range and n of a statistic; `of` and `against` are {trial: [values]}, `blocks` {trial: block}."""
    first = {trial: median(values) for trial, values in of.items()}
    second = {trial: median(values) for trial, values in against.items()}
    own, others = list(first.values()), list(second.values())
    n = min(len(side) for side in (own, others) if side)
    plain = {
        'value': lambda: own[0], 'least': lambda: min(own), 'most': lambda: max(own), 'sum': lambda: sum(own),
        'most-by-least': lambda: max(own) / min(own),
        '90th-percentile': lambda: quantile(own, 0.9),
        'difference-of-means': lambda: mean(own) - mean(others),
    }
    if statistic in plain:
        return plain[statistic](), None, None, n
    summaries = {'geometric-mean-of-medians': geometric, 'mean-of-medians': arithmetic, 'median': median_with_interval}
    if statistic in summaries:
        return (*summaries[statistic](own), ends(own), n)
    scale = 100 if unit == '%' else 1
    if statistic == 'ratio-of-means':
        return scale * mean(own) / mean(others), None, None, n
    if statistic == 'ratio-of-medians':
        return scale * median(own) / median(others), None, None, n
    if statistic == 'ratio-of-geometric-means':
        (value, interval), of_all = welch(own, others), (min(own) / max(others), max(own) / min(others))
    elif statistic == 'geometric-mean-of-ratios':
        ratios = pairs(first, second, blocks)
        (value, interval), of_all, n = geometric(ratios), ends(ratios), len(ratios)
    else:
        raise LookupError('no way to recompute the statistic ' + statistic)
    return scale * value, interval and tuple(scale * end for end in interval), tuple(scale * end for end in of_all), n

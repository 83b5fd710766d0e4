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


def recomputed(statistic, of, against, blocks):
    """Value and interval of a statistic; `of` and `against` are {trial: [values]}, `blocks` {trial: block}."""
    first = {trial: median(values) for trial, values in of.items()}
    second = {trial: median(values) for trial, values in against.items()}
    if statistic == 'value':
        return list(first.values())[0], None
    if statistic == 'geometric-mean-of-medians':
        return geometric(list(first.values()))
    if statistic == 'mean-of-medians':
        return arithmetic(list(first.values()))
    if statistic == 'median':
        return median_with_interval(list(first.values()))
    if statistic == 'ratio-of-geometric-means':
        return welch(list(first.values()), list(second.values()))
    if statistic == 'difference-of-means':
        return mean(first.values()) - mean(second.values()), None
    if statistic == 'geometric-mean-of-ratios':
        other = {blocks.get(trial): value for trial, value in second.items()}
        return geometric([value / other[blocks.get(trial)] for trial, value in first.items() if blocks.get(trial) in other])
    raise LookupError('no way to recompute the statistic ' + statistic)

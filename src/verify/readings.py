"""The value of each sample of the ledger, from the raw files of its trial."""
import os

from clocks import beside_others, of_clock, of_computer, of_machine_clock
from failover import of_failover
from migrations import of_migration
from programs import of_program, of_window


def value_of(trial, sample):
    """What the raw files say that a sample of the ledger is; None where this checker does not know such a value."""
    first, _, rest = sample['metric'].partition('.')
    name = os.path.basename(sample['file'])
    if sample['metric'] == 'boot.seconds':
        return trial.about['bootMs'] / 1000
    if first == 'migration' and trial.by_hand():
        return None
    if first in ('migration', 'matrix'):
        return of_migration(trial, rest)
    if first == 'failover':
        return of_failover(trial, rest)
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

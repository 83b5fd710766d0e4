"""A trial of a run: its raw files, and what trial.json says of it."""
import json
import os


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

    def by_hand(self):
        """Whether somebody measured it: a sample has the format that was recognised then."""
        return any(sample.get('format') is not None for sample in self.about['samples'])

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

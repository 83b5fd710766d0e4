import {
  choice,
  flag,
  type OptionsOf,
  optionsText,
  orElse,
  text,
  textOrTrue,
  wholeNumber,
} from '../../command-line/option.ts'
import { QEMU_SUITES } from '../../data/qemu-suite.ts'
import { SECTIONS } from '../../experiments/catalogue.ts'
import { namesOf } from '../../experiments/names.ts'
import { PROFILES } from '../../lab/run/profiles.ts'
import { json, verbose } from '../usual-options.ts'

export const options = {
  profile: orElse('quick', choice(namesOf(PROFILES), '<name>', 'how often everything is repeated')),
  plan: flag('print what would be measured, in which order and for how long, and do nothing'),
  prepare: flag(
    'build what the hosts of --profile, --only and --qemu are booted from, unless that is there, and measure nothing',
  ),
  only: choice(SECTIONS, '<section>', 'measure one section; the report takes such a run by --run alone'),
  budget: text('<time>', 'fewer repetitions, until the plan takes no longer than this, e.g. 10m'),
  block: text('<part>', 'measure one block of the design, by its number, D1, D2 … of section D, or F; needs --seed'),
  to: text('<folder>', 'when it ends, pack the run into this folder'),
  merge: flag('make one run of parts that were measured with --block: runs by their names, folders or packed files'),
  slurm: flag('hand all parts of the design to Slurm, a task each; with --plan print the script of the tasks alone'),
  slurmArgs: optionsText('<args>', "with --slurm: sbatch's own, e.g. '--partition=long --account=course'"),
  status: textOrTrue('[name]', 'how far the parts are that were handed to Slurm, by default the last time'),
  list: flag('list the runs, newest first'),
  prune: wholeNumber(
    { least: 1, most: 9999 },
    (typed) => `${JSON.stringify(typed)} runs can't be kept: give a whole number from 1 on, for example --prune 3.`,
    '<n>',
    'name the runs that are older than the newest n complete ones, or broken; with --remove delete them',
  ),
  remove: flag('with --prune: really delete them'),
  pack: textOrTrue('[run]', 'write a run, by default the one that the report takes, into one file of out/'),
  resume: flag('go on with the newest run that was interrupted'),
  seed: wholeNumber(
    { least: 0, most: 10 ** 15 - 1 },
    (typed) => `The seed ${JSON.stringify(typed)} can't be used: give a whole number, for example --seed 7.`,
    '<number>',
    'the order of the trials: the same seed, the same order',
  ),
  hosts: text(
    '<which>',
    'how the hosts are made, emulated or kvm (default: what a probe finds to work), or two machines of yours: ssh://user@first,ssh://user@second',
  ),
  accept: flag('with machines of yours: make the changes that are shown without it'),
  undo: flag('with machines of yours: undo everything at the end, or at once without --accept'),
  sshConfig: text('<file>', "with machines of yours: ssh's config file, as ssh -F takes it"),
  qemu: choice(
    QEMU_SUITES,
    '<suite>',
    "the Debian suite that the VMs' QEMU comes from (default: bookworm, QEMU 7.2); with machines of yours theirs is used",
  ),
  json,
  verbose,
}

export type Options = OptionsOf<typeof options>

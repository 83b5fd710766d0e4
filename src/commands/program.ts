import { Command, Option } from 'commander'
import type { Session } from './session.ts'

const EXIT_CODE_HELP = `

Exit codes: 0 done, 1 a fault of this program, 2 wrong use, 3 set-up, 4 lab, 5 data, 6 template, 7 render, 8 check,
9 another lab is running, 130 interrupted.`

const examples = (lines: readonly string[]) => `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`

/** Each command is loaded when it is run, so that help and bad input are answered at once. */
export function createProgram(session: Session): Command {
  const program: Command = new Command('migration-lab')
    .description('Measures QEMU live migration for real and prints the report.')
    .exitOverride()
    // Errors carry their own sentence; the whole help after it would hide it.
    .showHelpAfterError(false)
    .configureHelp({
      commandUsage: (command) =>
        command === program ? 'npm run <command> -- [options]' : `npm run ${command.name()} -- ${command.usage()}`,
    })
    .helpCommand(false)
    .addHelpText(
      'after',
      examples([
        'npm run report -- --id 113062566            measure if nothing was measured yet, print out/HW1_113062566.pdf',
        'npm run report -- --id 113062566 --example  look at a report at once, made from example data',
        'npm run lab -- --profile standard           measure anew, with more repetitions',
        'npm run doctor                              what is missing on this computer',
      ]) + EXIT_CODE_HELP,
    )
  const verbose = () => new Option('--verbose', 'show each command that is executed, and the causes of errors')
  const json = () => new Option('--json', 'the result as JSON on standard output')
  const profile = new Option('--profile <name>', 'how often everything is repeated')
    .choices(['smoke', 'quick', 'standard', 'thorough'])
    .default('quick')

  program
    .command('report')
    .description('Print the report from the newest complete run; measures first if there is none.')
    .requiredOption('--id <id>', "the student's id: letters, digits, - and _")
    .option('--name <name>', "the student's name, for the first page")
    .option('--example', 'use the example data of the repository; says so on every page')
    .option('--html', 'also write the report as one HTML file, with charts that answer')
    .option('--video-url <url>', 'where the film was uploaded to: a link on the first page')
    .option('--run <run>', 'use this run of data/runs instead of the newest complete one')
    .option('--compare <run>', 'put this run beside the other in the appendix, with intervals')
    .option('--file-name <pattern>', 'name of the PDF, {id} stands for the id (default: "HW1_{id}.pdf")')
    .addOption(json())
    .addOption(verbose())
    .addHelpText(
      'after',
      examples([
        'npm run report -- --id 113062566',
        'npm run report -- --id 113062566 --name "林美 Lin Mei"',
        'npm run report -- --id 113062566 --html',
        'npm run report -- --id 113062566 --file-name "HW1_1_{id}.pdf"',
        'npm run report -- --id 113062566 --run 20250301T101500Z-quick',
      ]),
    )
    .action(async (options) => (await import('./report.ts')).report(options, session))

  program
    .command('check')
    .description('Inspect the printed report and grade it by the assignment; writes out/checks.json.')
    .requiredOption('--id <id>', "the student's id, as given to npm run report")
    .option('--file-name <pattern>', 'name of the PDF, {id} stands for the id (default: "HW1_{id}.pdf")')
    .option('--reproducible', 'print the same run twice and compare the bytes')
    .addOption(json())
    .addOption(verbose())
    .addHelpText(
      'after',
      examples([
        'npm run check -- --id 113062566',
        'npm run check -- --id 113062566 --json',
        'npm run check -- --id 113062566 --reproducible',
      ]),
    )
    .action(async (options) => (await import('./check.ts')).check(options, session))

  program
    .command('lab')
    .description(
      'Measure anew: boot two hosts, follow Tasks 1 to 3, run the experiments. Changes nothing on this computer.',
    )
    .addOption(profile)
    .option('--plan', 'print what would be measured, in which order and for how long, and do nothing')
    .addOption(
      new Option('--only <section>', 'measure one section; the report takes such a run by --run alone').choices([
        'B',
        'C',
        'D',
      ]),
    )
    .option('--budget <time>', 'fewer repetitions, until the plan takes no longer than this, e.g. 10m')
    .option('--list', 'list the runs, newest first')
    .option(
      '--prune <n>',
      'name the runs that are older than the newest n complete ones, or broken; with --remove delete them',
    )
    .option('--remove', 'with --prune: really delete them')
    .option('--pack [run]', 'write a run, by default the one that the report takes, into one file of out/')
    .option('--resume', 'go on with the newest run that was interrupted')
    .option('--seed <number>', 'the order of the trials: the same seed, the same order')
    .option(
      '--hosts <which>',
      'how the hosts are made, emulated or kvm (default: what a probe finds to work), or two machines of yours: ssh://user@first,ssh://user@second',
    )
    .option('--accept', 'with machines of yours: make the changes that are shown without it')
    .option('--undo', 'with machines of yours: undo everything at the end, or at once without --accept')
    .option('--ssh-config <file>', "with machines of yours: ssh's config file, as ssh -F takes it")
    .addOption(
      new Option(
        '--qemu <suite>',
        "the Debian suite that the hosts' QEMU comes from (default: bookworm, QEMU 7.2)",
      ).choices(['bookworm', 'bookworm-backports']),
    )
    .addOption(json())
    .addOption(verbose())
    .addHelpText(
      'after',
      examples([
        'npm run lab',
        'npm run lab -- --profile thorough --seed 7',
        'npm run lab -- --profile standard --plan',
        'npm run lab -- --only C --budget 10m',
        'npm run lab -- --resume',
        'npm run lab -- --hosts ssh://student@guest1,ssh://student@guest2',
        'npm run lab -- --hosts ssh://student@guest1,ssh://student@guest2 --accept --undo',
        'npm run lab -- --list',
        'npm run lab -- --prune 3 --remove',
        'npm run lab -- --pack',
      ]),
    )
    .action(async (options) => (await import('./lab.ts')).lab(options, session))

  program
    .command('import')
    .description(
      'Take over a run that was packed with npm run lab -- --pack, or outputs of iperf3, iperf, perf and “info migrate” that were made by hand.',
    )
    .argument('[files...]')
    .addOption(new Option('--section <section>', 'the section that the files belong to').choices(['B', 'C', 'D']))
    .addOption(
      new Option('--configuration <name>', 'how it was measured').choices([
        'kvm',
        'tcg',
        'host',
        'virtio',
        'e1000',
        'precopy',
      ]),
    )
    .option('--probe <name>', 'what was measured, where the content does not tell (perf stat: cpu-loop)')
    .option(
      '--trial <number>',
      'all files are of this boot or migration (default: each file is a trial of its own, in the order given)',
    )
    .option('--operations <number>', 'how many processes were created (--probe process-creation)')
    .option('--manifest <file>', 'a JSON file that says of each file where it belongs')
    .option('--run <run>', 'add the files to this run of imported files')
    .addOption(json())
    .addOption(verbose())
    .addHelpText(
      'after',
      examples([
        'npm run import -- 20250301T101500Z-quick.tar.gz',
        'npm run import -- a.txt b.txt --section B --configuration kvm',
        'npm run import -- c.json --section C --configuration e1000 --run 20250301T101500Z-by-hand',
        'npm run import -- manifest.json',
      ]),
    )
    .action(async (files: string[], options) => (await import('./import.ts')).importFiles(files, options))

  program
    .command('demo')
    .description('Film Tasks 1 to 3 as they are done on two freshly booted hosts; writes out/HW1_<id>.mp4.')
    .requiredOption('--id <id>', "the student's id: letters, digits, - and _")
    .option('--name <name>', "the student's name, for the title")
    .option('--render', 'make the film anew from the newest recording, without the lab')
    .option('--run <run>', 'the run of data/runs that the recording belongs to (default: the newest complete one)')
    .addOption(
      new Option('--hosts <kind>', 'how the hosts are made (default: what a probe finds to work)').choices([
        'emulated',
        'kvm',
      ]),
    )
    .addOption(json())
    .addOption(verbose())
    .addHelpText(
      'after',
      examples(['npm run demo -- --id 113062566 --name "林美 Lin Mei"', 'npm run demo -- --id 113062566 --render']),
    )
    .action(async (options) => (await import('./demo.ts')).demo(options, session))

  program
    .command('preview')
    .description('Show the report in a browser on this computer, and renew it after each change of templates or data.')
    .requiredOption('--id <id>', "the student's id")
    .option('--name <name>', "the student's name")
    .option('--example', 'show the example data of the repository')
    .option('--run <run>', 'show this run of data/runs instead of the newest complete one')
    .option('--port <port>', 'port on 127.0.0.1, 0 for any that is free', '8017')
    .addOption(verbose())
    .addHelpText(
      'after',
      examples(['npm run preview -- --id 113062566', 'npm run preview -- --id 113062566 --example --port 0']),
    )
    .action(async (options) => (await import('./preview.ts')).preview(options, session))

  program
    .command('doctor')
    .description('List every prerequisite with what was found and what to do.')
    .addOption(json())
    .addOption(verbose())
    .addHelpText('after', examples(['npm run doctor', 'npm run doctor -- --json']))
    .action(async (options) => (await import('./doctor.ts')).doctor(options, session))

  program
    .command('templates')
    .description('List the templates of your own in templates/custom, and what has changed beneath them.')
    .option('--copy <file>', 'begin a template of your own with a copy of the default')
    .option('--accept <file>', 'the change of the default has been looked at: speak of the next one only')
    .option('--check', 'check all templates against the shape of the data, without measuring')
    .addOption(json())
    .addOption(verbose())
    .addHelpText(
      'after',
      examples(['npm run templates', 'npm run templates -- --copy sections/B.md.hbs', 'npm run templates -- --check']),
    )
    .action(async (options) => (await import('./templates.ts')).templates(options))

  program
    .command('bench')
    .description(
      'Time renders and the preview against bare headless Chromium printing the finished page, in rounds of cold runs.',
    )
    .option('--runs <n>', 'rounds to run', '5')
    .option('--run <run>', 'render this run of data/runs (default: the example)')
    .option('--lab', 'print where the time of the newest run of the lab went, and render nothing')
    .option(
      '--bare <browser>',
      "program to compare with (default: the system's full Chromium or Chrome, else the one that prints)",
    )
    .addOption(json())
    .addOption(verbose())
    .addHelpText(
      'after',
      examples([
        'npm run bench',
        'npm run bench -- --bare chromium-headless-shell',
        'npm run bench -- --runs 10 --json',
        'npm run bench -- --lab',
      ]),
    )
    .action(async (options) => (await import('./bench.ts')).bench(options, session))

  program
    .command('torture')
    .description(
      'Kill the lab, its hosts and its VMs at random moments and check that nothing is lost or left behind; or migrate one VM again and again and check every block of its disk and memory.',
    )
    .option('--kills <n>', 'how often something is killed; 100 take about two hours')
    .option(
      '--within <seconds>',
      'with --kills: a kill comes within this time of the start (default: until an attempt has come through one of its trials)',
    )
    .option('--resume', 'goes on with the campaign of kills that was interrupted')
    .option('--migrations <n>', 'how often the VM is migrated; 100 take about 20 minutes')
    .option('--seed <number>', 'the same seed, the same kills or order of settings')
    .addOption(
      new Option(
        '--hosts <kind>',
        'with --migrations: how the hosts are made (default: what a probe finds to work)',
      ).choices(['emulated', 'kvm']),
    )
    .addOption(json())
    .addOption(verbose())
    .addHelpText(
      'after',
      examples([
        'npm run torture -- --kills 100 --seed 7',
        'npm run torture -- --resume',
        'npm run torture -- --kills 5 --within 60 --json',
        'npm run torture -- --migrations 100 --seed 7',
      ]),
    )
    .action(async (options) => (await import('./torture.ts')).torture(options, session))

  program
    .command('test')
    .description('Install what tests need, check the types, run all tests; names of files choose among them.')
    .argument('[files...]')
    .addOption(verbose())
    .addHelpText('after', examples(['npm test', 'npm test -- src/data']))
    .action(async (files: string[]) => (await import('./test.ts')).test(files, session))

  program
    .command('typecheck')
    .description('Check the types.')
    .action(async () => (await import('./test.ts')).typecheck(session))

  for (const command of program.commands) command.copyInheritedSettings(program)
  program.hook('preAction', async (_, command) => {
    if (command.opts().verbose) (await import('../process.ts')).logCommands()
  })
  return program
}

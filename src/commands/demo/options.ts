import { choice, flag, type OptionsOf, orElse, required, text } from '../../command-line/option.ts'
import { FILM_SCENES, type FilmScene } from '../../data/recording-schema.ts'
import { bootedHosts } from '../booted-hosts-option.ts'
import { fileName, json, language, newId, verbose } from '../usual-options.ts'

export const options = {
  id: required(newId),
  name: text('<name>', "the student's name, for the title"),
  scene: orElse<FilmScene>(
    'migration',
    choice(
      FILM_SCENES,
      '<scene>',
      'migration: Tasks 1 to 3; colo: a VM under COLO whose QEMU is killed, a film of its own, HW1_<id>_colo.mp4',
    ),
  ),
  render: flag('make the film anew from the newest recording, without the lab'),
  run: text('<run>', 'the run of data/runs that the recording belongs to (default: the newest complete one)'),
  hosts: bootedHosts('how the hosts are made (default: what a probe finds to work)'),
  language,
  fileName,
  json,
  verbose,
}

export type Options = OptionsOf<typeof options>

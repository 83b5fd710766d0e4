import type { ConfigurationOf } from '../experiments/catalogue.ts'
import type { MigrationSetting } from '../experiments/declaration.ts'
import { SETTINGS } from '../experiments/matrix.ts'
import { createRandom, shuffle } from '../statistics/random.ts'

/** Settings of QEMU that every version on the hosts has. */
export const USED_SETTINGS = [
  'precopy',
  'xbzrle',
  'multifd-plain',
  'postcopy',
] as const satisfies readonly ConfigurationOf<'matrix'>[]
export type SettingName = (typeof USED_SETTINGS)[number]

/** The first nine of ten, in any order; the tenth is always post-copy. */
const NINE: readonly SettingName[] = [...Array.from({ length: 7 }, () => 'precopy' as const), 'xbzrle', 'multifd-plain']

/** The setting of each of `count` migrations, the same for the same seed. */
export function planSettings(count: number, seed: number): SettingName[] {
  const random = createRandom(seed)
  const tens = Array.from({ length: Math.ceil(count / 10) }, () => [...shuffle(NINE, random), 'postcopy' as const])
  return tens.flat().slice(0, count)
}

export const usedSetting = (name: SettingName): MigrationSetting => SETTINGS[name].setting

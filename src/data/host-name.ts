/** The two machines between which the VM moves: the course's guest 1 and guest 2. */
export const HOSTS = ['host1', 'host2'] as const
export type HostName = (typeof HOSTS)[number]

/** The one to which the VM moves. */
export const otherHost = (name: HostName): HostName => (name === 'host1' ? 'host2' : 'host1')

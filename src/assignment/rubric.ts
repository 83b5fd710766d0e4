/** One item that the assignment gives points for. */
export interface RubricItem {
  asks: string
  points: number
}

export interface RubricSection {
  id: 'A' | 'B' | 'C' | 'D' | 'E' | 'F'
  title: string
  /** What has to be answered; a section's points are the sum of its items' points. */
  items: readonly RubricItem[]
}

/** The report's sections in the assignment's order. */
export const RUBRIC: readonly RubricSection[] = [
  { id: 'A', title: 'The instructions, argument by argument', items: [
    { points: 5, asks: 'A detailed explanation of each instruction, with the purpose of every single argument.' },
  ] },
  { id: 'B', title: 'perf with and without KVM', items: [
    { points: 10, asks: 'Results measured by perf with and without -enable-kvm on the VM, compared and explained.' },
  ] },
  { id: 'C', title: 'iperf with and without virtio', items: [
    { points: 10, asks: 'Results measured by iperf with and without virtio on the VM, compared and explained.' },
  ] },
  { id: 'D', title: 'perf and iperf while the VM migrates', items: [
    { points: 10, asks: 'perf and iperf measured while the live migration is in progress, with what is observed.' },
  ] },
  { id: 'E', title: 'Live migration: what it is and why it is needed', items: [
    { points: 10, asks: 'What live migration is, and why it is needed.' },
  ] },
  { id: 'F', title: 'Fault tolerance and COLO', items: [
    { points: 7.5, asks: 'What fault tolerance in virtualization is, and why it is required.' },
    { points: 7.5, asks: 'How live migration and fault tolerance relate.' },
  ] },
]

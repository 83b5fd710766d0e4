import { type Keys, namesOf } from './names.ts'

/**
 * Why the processor left the VM, as the field `exit_reason` of the tracepoint kvm:kvm_exit has it: kinds of which an exit
 * has one and no more. What is none of these is another one. Numbers are those of arch/x86/include/uapi/asm/svm.h and
 * vmx.h; AMD and Intel number alike reasons differently.
 */
export const EXIT_KINDS = {
  /** Memory that the VM's page tables lead to and the host's do not: registers of devices lie there, too. */
  memory: { svm: [0x400], vmx: [48, 49] },
  port: { svm: [0x7b], vmx: [30] },
  msr: { svm: [0x7c], vmx: [31, 32] },
  halt: { svm: [0x78], vmx: [12] },
  /** One that the host gets. */
  interrupt: { svm: [0x60], vmx: [1] },
  /** The VM takes interrupts again, and one waits for it. */
  'interrupt-window': { svm: [0x64], vmx: [7] },
} as const satisfies Record<string, Record<Isa, readonly number[]>>

/** As the tracepoint's field `isa` numbers them: KVM_ISA_VMX and KVM_ISA_SVM. */
const ISAS = { vmx: 1, svm: 2 } as const
type Isa = keyof typeof ISAS

export type ExitKind = Keys<typeof EXIT_KINDS>
export const EXIT_KIND_NAMES: readonly ExitKind[] = namesOf(EXIT_KINDS)

/** All exits, whatever their kind. */
export const EXIT_EVENT = 'kvm:kvm_exit'

/** The filter by which perf counts the exits of a kind, on a processor of AMD or Intel. */
export const exitFilter = (kind: ExitKind): string =>
  namesOf(ISAS)
    .map((isa) => {
      const reasons = EXIT_KINDS[kind][isa].map((reason) => `exit_reason == ${reason}`).join(' || ')
      return `(isa == ${ISAS[isa]} && (${reasons}))`
    })
    .join(' || ')

/** Options of `perf stat`: exits, then those of each kind. */
export const COUNT_EXITS: readonly string[] = [
  '-e',
  EXIT_EVENT,
  ...EXIT_KIND_NAMES.flatMap((kind) => ['-e', EXIT_EVENT, '--filter', exitFilter(kind)]),
]

/**
 * Accesses to registers of devices in memory. A read that ends in QEMU passes the tracepoint twice, unsatisfied (type 0)
 * and with its value: arch/x86/kvm/x86.c, read_exit_mmio and read_prepare. So it is counted once.
 */
export const REGISTER_EVENT = 'kvm:kvm_mmio'
export const REGISTER_FILTER = 'type != 0'
export const COUNT_REGISTERS: readonly string[] = ['-e', REGISTER_EVENT, '--filter', REGISTER_FILTER]

/** Interrupts given to the VM. They are no exits: they happen when the VM is entered. */
export const INJECTION_EVENT = 'kvm:kvm_inj_virq'

#!/bin/sh
# Builds the VM's system, a bootable disk, inside the hosts' new root from the packages installed there:
# partition 1 FAT with syslinux, kernel and an initramfs that is the whole system; partition 2 without a file
# system, for the writer that checks the disk during migrations. Result: /usr/share/lab/vm-system.qcow2
#
# Everything here serves the boot without KVM, where each new piece of code has to be translated twice: no
# second root file system (its modules cost half a minute), nothing that takes long to unpack (the kernel's
# own loader takes over a third of the boot for that), few processes. norandmaps: programs lie
# at the same addresses in each boot, so boots differ in less. acpi=off: its interpreter takes ten seconds. notests and
# the blacklist: self-tests and keys and probes that nothing here uses, another ten.
# pmtmr: where QEMU's PM timer is, which ACPI would say. Without it nothing is known to go right by which the processor's
# own counter and timer could be measured: without KVM the clock then counts ticks of 4 ms, many of which are lost on a busy
# host, and with it some boots get their ticks from a chip that costs two exits each. tsc=reliable: the counter, once
# measured, is kept; while a busy host starts the VM, it looks as if it went wrong.
set -eu
here=/usr/share/lab/vm
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
kernel=$(basename "$(ls -d /lib/modules/*)")
root=$work/root

# Copies programs with the libraries that they are linked to.
install_programs() { # program...
  for program in "$@"; do
    { echo "$program"; ldd "$program" 2>/dev/null | grep -o '/[^ ]*' || true; } | while read -r file; do
      real=$(readlink -f "$file")
      mkdir -p "$root$(dirname "$real")"
      [ -e "$root$real" ] || cp "$real" "$root$real"
      mkdir -p "$root$(dirname "$file")"
      [ -e "$root$file" ] || ln -s "$real" "$root$file"
    done
  done
}
# Copies kernel modules with those that they depend on, and notes the order in which to load them.
install_modules() { # list name...
  list=$1; shift
  for name in "$@"; do
    modprobe --set-version "$kernel" --show-depends "$name" | sed -n 's/^insmod \([^ ]*\).*/\1/p' |
      while read -r file; do
        base=$(basename "$file")
        cp "$file" "$root/modules/$base"
        grep -qsx "$base" "$root/modules/$list" || echo "$base" >>"$root/modules/$list"
      done
  done
}

for d in usr/bin usr/sbin usr/lib usr/lib64 etc proc sys dev tmp run root modules; do mkdir -p "$root/$d"; done
for d in bin sbin lib lib64; do ln -s "usr/$d" "$root/$d"; done
cp /bin/busybox "$root/usr/bin/busybox"
for applet in $(/bin/busybox --list); do [ -e "$root/usr/bin/$applet" ] || ln -s busybox "$root/usr/bin/$applet"; done
rm -f "$root/usr/bin/dd" # busybox has no O_DIRECT
install_programs /usr/bin/perf /usr/bin/iperf3 /usr/bin/dd "$(command -v ethtool)" /usr/bin/perl
cp --parents "$(perl -Mstrict -e 'print $INC{"strict.pm"}')" "$root" # the only module that keeper takes
install_modules network-virtio virtio_pci virtio_net
install_modules network-e1000 e1000
install_modules disk virtio_pci virtio_blk
cp "$here/init" "$root/init"
cp "$here/agent" "$here/writer" "$here/workload" "$here/screen" "$here/keeper" "$root/usr/sbin/"
chmod 755 "$root/init" "$root"/usr/sbin/*
printf 'root:x:0:0:root:/root:/bin/sh\n' >"$root/etc/passwd"
printf 'root:x:0:\n' >"$root/etc/group"
printf '127.0.0.1 localhost vm\n' >"$root/etc/hosts"
(cd "$root" && find . | cpio --quiet -o -H newc) >"$work/initramfs.cpio"

perl /usr/share/lab/repack-kernel "/boot/vmlinuz-$kernel" "$work/vmlinuz"
boot_mb=$(($(du -m "$work/initramfs.cpio" | cut -f1) + 24))
writer_mb=256
disk=$work/disk.raw
truncate -s "$((1 + boot_mb + writer_mb))M" "$disk"
sfdisk -q "$disk" <<PARTS
label: dos
start=1MiB, size=${boot_mb}MiB, type=e, bootable
start=$((1 + boot_mb))MiB, size=${writer_mb}MiB, type=da
PARTS
truncate -s "${boot_mb}M" "$work/boot.img"
mkfs.vfat -F 16 -n BOOT "$work/boot.img" >/dev/null
cat >"$work/syslinux.cfg" <<CFG
DEFAULT vm
PROMPT 0
TIMEOUT 0
LABEL vm
  KERNEL vmlinuz
  INITRD initramfs.cpio
  APPEND console=ttyS0,115200 console=tty0 quiet loglevel=3 net.ifnames=0 nowatchdog no_timer_check nokaslr 8250.nr_uarts=1 i8042.nopnp i8042.noaux apparmor=0 audit=0 norandmaps pmtmr=0x608 tsc=reliable acpi=off cryptomgr.notests initcall_blacklist=crypto_kdf108_init,init_blk_tracer,load_system_certificate_list,init_encrypted,slab_sysfs_init,init_kprobe_trace
CFG
export MTOOLS_SKIP_CHECK=1
mcopy -i "$work/boot.img" "$work/vmlinuz" ::vmlinuz
mcopy -i "$work/boot.img" "$work/initramfs.cpio" ::initramfs.cpio
mcopy -i "$work/boot.img" "$work/syslinux.cfg" ::syslinux.cfg
# It has mtools open the disk as /proc/<its own pid>/fd/3. While a container is built no /proc may be mounted here: then the
# name is made for it.
sh -c '[ -e /proc/self ] || { mkdir -p "/proc/$$/fd" && ln -s "$1" "/proc/$$/fd/3"; }; exec syslinux --install "$1"' sh "$work/boot.img"
[ -e /proc/self ] || rm -rf /proc/[0-9]*
dd if=/usr/lib/syslinux/mbr/mbr.bin of="$disk" bs=440 count=1 conv=notrunc status=none
dd if="$work/boot.img" of="$disk" bs=1M seek=1 conv=notrunc,sparse status=none
qemu-img convert -f raw -O qcow2 "$disk" /usr/share/lab/vm-system.qcow2
chmod 644 /usr/share/lab/vm-system.qcow2

#!/bin/sh
# Builds the VM's system, a bootable disk, inside the hosts' new root from the packages installed there:
# partition 1 FAT with syslinux, kernel and a small initrd; partition 2 ext4, the root file system;
# partition 3 without a file system, for the writer that checks the disk during migrations.
# Result: /usr/share/lab/vm-system.qcow2
set -eu
here=/usr/share/lab/vm
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
kernel=$(basename "$(ls -d /lib/modules/*)")

# Copies programs with the libraries that they are linked to.
install_programs() { # destination program...
  dest=$1; shift
  for program in "$@"; do
    { echo "$program"; ldd "$program" 2>/dev/null | grep -o '/[^ ]*' || true; } | while read -r file; do
      real=$(readlink -f "$file")
      mkdir -p "$dest$(dirname "$real")"
      [ -e "$dest$real" ] || cp "$real" "$dest$real"
      if [ "$real" != "$file" ]; then mkdir -p "$dest$(dirname "$file")"; ln -sf "$real" "$dest$file"; fi
    done
  done
}
# Copies kernel modules with those that they depend on, uncompressed and flat, in load order.
install_modules() { # destination name...
  dest=$1; shift
  mkdir -p "$dest/modules"
  for name in "$@"; do
    modprobe --set-version "$kernel" --show-depends "$name" 2>/dev/null | sed -n 's/^insmod \([^ ]*\).*/\1/p' |
      while read -r file; do
        base=$(basename "$file")
        [ -e "$dest/modules/$base" ] && continue
        cp "$file" "$dest/modules/$base"
        echo "$base" >>"$dest/modules/order"
      done
  done
}

# Root file system
root=$work/root
mkdir -p "$root/bin" "$root/sbin" "$root/usr/bin" "$root/usr/sbin" "$root/lib" "$root/lib64" "$root/etc" "$root/proc" "$root/sys" "$root/dev" "$root/tmp" "$root/run" "$root/root"
for d in bin sbin lib lib64; do rmdir "$root/$d"; mkdir -p "$root/usr/$d"; ln -s "usr/$d" "$root/$d"; done
cp /bin/busybox "$root/usr/bin/busybox"
for applet in $(/bin/busybox --list); do [ -e "$root/usr/bin/$applet" ] || ln -s busybox "$root/usr/bin/$applet"; done
rm -f "$root/usr/bin/dd" "$root/usr/bin/date"
install_programs "$root" "$(readlink -f /usr/bin/perf)" /usr/bin/iperf3 /usr/bin/dd /usr/bin/date
ln -sf "$(readlink -f /usr/bin/perf)" "$root/usr/bin/perf" 2>/dev/null || true
install_modules "$root" virtio_net e1000
cp "$here/init" "$root/sbin/init"
cp "$here/agent" "$here/writer" "$here/screen" "$root/usr/sbin/"
chmod 755 "$root/sbin/init" "$root"/usr/sbin/agent "$root"/usr/sbin/writer "$root"/usr/sbin/screen
printf 'root:x:0:0:root:/root:/bin/sh\n' >"$root/etc/passwd"
printf 'root:x:0:\n' >"$root/etc/group"
echo vm >"$root/etc/hostname"
printf '127.0.0.1 localhost vm\n' >"$root/etc/hosts"
size=$(($(du -sm "$root" | cut -f1) * 5 / 4 + 8))
mke2fs -q -t ext4 -O '^has_journal,^metadata_csum' -b 4096 -d "$root" "$work/root.img" "${size}M"

# Initrd: only what mounts partition 2
initrd=$work/initrd
mkdir -p "$initrd/bin" "$initrd/proc" "$initrd/dev" "$initrd/new"
cp /bin/busybox "$initrd/bin/"
install_modules "$initrd" virtio_pci virtio_blk ext4
cp "$here/initrd-init" "$initrd/init"
chmod 755 "$initrd/init"
(cd "$initrd" && find . | cpio --quiet -o -H newc) >"$work/initrd.cpio"

# Boot file system and disk
boot_mb=32
disk=$work/disk.raw
truncate -s "$((1 + boot_mb + size + 1 + 256))M" "$disk"
sfdisk -q "$disk" <<PARTS
label: dos
start=1MiB, size=${boot_mb}MiB, type=e, bootable
start=$((1 + boot_mb))MiB, size=${size}MiB, type=83
start=$((1 + boot_mb + size))MiB, size=256MiB, type=da
PARTS
truncate -s "${boot_mb}M" "$work/boot.img"
mkfs.vfat -F 16 -n BOOT "$work/boot.img" >/dev/null
cat >"$work/syslinux.cfg" <<CFG
DEFAULT vm
PROMPT 0
TIMEOUT 0
LABEL vm
  KERNEL vmlinuz
  INITRD initrd.img
  APPEND console=ttyS0,115200 console=tty0 quiet loglevel=3 net.ifnames=0 nowatchdog no_timer_check
CFG
export MTOOLS_SKIP_CHECK=1
mcopy -i "$work/boot.img" "/boot/vmlinuz-$kernel" ::vmlinuz
mcopy -i "$work/boot.img" "$work/initrd.cpio" ::initrd.img
mcopy -i "$work/boot.img" "$work/syslinux.cfg" ::syslinux.cfg
syslinux --install "$work/boot.img"
dd if=/usr/lib/syslinux/mbr/mbr.bin of="$disk" bs=440 count=1 conv=notrunc status=none
dd if="$work/boot.img" of="$disk" bs=1M seek=1 conv=notrunc,sparse status=none
dd if="$work/root.img" of="$disk" bs=1M seek="$((1 + boot_mb))" conv=notrunc,sparse status=none
qemu-img convert -f raw -O qcow2 "$disk" /usr/share/lab/vm-system.qcow2
chmod 644 /usr/share/lab/vm-system.qcow2

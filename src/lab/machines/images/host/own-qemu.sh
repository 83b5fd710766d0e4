#!/bin/sh
# Copies QEMU out of the system that it is installed in, with all that it takes to run on another one: the lab's hosts are
# carried by it where the user's computer has no QEMU, or an old one. The folder is laid out as the root is, since QEMU 7.2
# looks for its modules beside the folder of the program that the kernel has started: here that is the dynamic loader.
# usage: own-qemu.sh folder
set -eu
libraries=/usr/lib/x86_64-linux-gnu
into=$1/usr
own=$1$libraries
mkdir -p "$into/bin" "$own/qemu" "$into/share/qemu"

cp -L /usr/bin/qemu-system-x86_64 /usr/bin/qemu-img /lib64/ld-linux-x86-64.so.2 "$into/bin"
# Of the modules that Debian splits off, the hosts use none but the translator, which newer versions have in the program.
module=$libraries/qemu/accel-tcg-x86_64.so
if [ -e $module ]; then cp $module "$own/qemu"; fi
find "$into/bin" "$own/qemu" -type f ! -name 'ld-*' -exec ldd {} \; | sed -n 's/.* => \(\/[^ ]*\) .*/\1/p' | sort -u |
  while read -r library; do cp -L "$library" "$own"; done
# The BIOS, what hands it the kernel, what tunes its interrupts, and what a virtio card brings.
for name in bios-256k.bin linuxboot_dma.bin kvmvapic.bin efi-virtio.rom; do
  for folder in /usr/share/qemu /usr/share/seabios /usr/lib/ipxe/qemu; do
    if [ -e "$folder/$name" ]; then cp -L "$folder/$name" "$into/share/qemu"; fi
  done
  [ -e "$into/share/qemu/$name" ]
done

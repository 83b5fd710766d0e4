#!/bin/sh
# Collects the QEMU of another Debian out of a root in which its packages lie unpacked and not set up, with all that it
# takes to run inside a host, where it is mounted at /opt/qemu: loader, libraries, firmware, and a starter for each program.
# mmdebstrap runs it as a hook, with the root as its argument.
set -eu
root=$1
into=$root/qemu place=/opt/qemu
libraries=$root/usr/lib/x86_64-linux-gnu
loader=$libraries/ld-linux-x86-64.so.2
# What Debian's packages of sound keep in a folder of its own, they find by an absolute path.
search=$libraries:$libraries/pulseaudio
mkdir -p "$into/lib" "$into/libexec" "$into/share" "$into/modules"

# Copies the libraries that a program or a module takes.
copy_libraries() { # file
  "$loader" --inhibit-cache --library-path "$search" --list "$1" >"$into/needed"
  if grep 'not found' "$into/needed"; then exit 1; fi
  sed -n 's/.* => \(\/[^ ]*\) .*/\1/p' "$into/needed" | while read -r library; do cp -L "$library" "$into/lib"; done
}

cp -L "$loader" "$into/lib"
for name in qemu-system-x86_64 qemu-img; do
  cp "$root/usr/bin/$name" "$into/libexec"
  firmware=$([ $name = qemu-img ] || echo "-L $place/share ")
  # Known to ps and pkill as what it is, and not as its loader.
  cat >"$into/$name" <<STARTER
#!/bin/bash
export QEMU_MODULE_DIR=$place/modules
exec -a $name $place/lib/ld-linux-x86-64.so.2 --inhibit-cache --library-path $place/lib --argv0 $name $place/libexec/$name $firmware"\$@"
STARTER
  chmod 755 "$into/$name"
  copy_libraries "$into/libexec/$name"
done
# The VM's screen as text, for who watches in a terminal.
cp -L "$libraries/qemu/ui-curses.so" "$into/modules"
copy_libraries "$into/modules/ui-curses.so"
rm "$into/needed"
# The BIOS, what hands it the kernel, what tunes its interrupts, and what the cards bring.
for name in bios-256k.bin linuxboot_dma.bin kvmvapic.bin vgabios-stdvga.bin efi-virtio.rom efi-e1000.rom; do
  for folder in usr/share/qemu usr/share/seabios usr/lib/ipxe/qemu; do
    if [ -e "$root/$folder/$name" ]; then cp -L "$root/$folder/$name" "$into/share"; fi
  done
  [ -e "$into/share/$name" ]
done

# Puts a host that the user gave back into the state that save.sh kept: what runs is ended, what the lab made is taken
# away, files and settings are as they were. With LAB_PACKAGES=purge also the packages that came with the lab, after
# which nothing of it is left. Run as root; safe to run twice; LAB_* and added-packages.sh come before this text.
state=/var/lib/migration-lab
[ -d $state ] || exit 0
cd $state || exit 1
problems=0
must() { "$@" || { echo "failed: $*" >&2; problems=1; }; }
for pattern in "$LAB_QEMU" "$LAB_PERF" "$LAB_PROBES"; do pkill -KILL -f "$pattern"; done
sleep 0.3
if [ "$(findmnt -n -o SOURCE /mnt/nfs)" = "$LAB_SHARE" ]; then must umount -f -l /mnt/nfs; fi
for interface in br0 lab0; do [ ! -e /sys/class/net/$interface ] || must ip link delete $interface; done
[ ! -e /mnt/nfs/ubuntu.qcow2 ] || must rm -f /mnt/nfs/ubuntu.qcow2
if [ "$LAB_PACKAGES" = purge ]; then
  note_added_packages
  new=$(dpkg-query -W -f '${binary:Package}\n' | sort | comm -12 added-packages -)
  [ -z "$new" ] || must env DEBIAN_FRONTEND=noninteractive apt-get purge -q -y $new >&2
fi
for file in etc/exports etc/qemu/bridge.conf; do
  if [ -e "files/$file" ]; then must cp -p "files/$file" "/$file"; else rm -f "/$file"; fi
done
! command -v exportfs >/dev/null || [ "$(systemctl is-active nfs-server)" != active ] || must exportfs -ra
if [ -e share ]; then
  read -r owner mode <share
  must chown "$owner" /mnt/nfs
  must chmod "$mode" /mnt/nfs
elif [ -d /mnt/nfs ]; then
  must rmdir /mnt/nfs
fi
[ -e had-usr-share-lab ] || rm -rf /usr/share/lab
[ -e had-etc-qemu ] || [ ! -d /etc/qemu ] || rmdir --ignore-fail-on-non-empty /etc/qemu
rm -rf /var/tmp/migration-lab /var/tmp/vm.qcow2 /tmp/kvm.csv /tmp/kvm.start /tmp/iperf3.txt /tmp/iperf3.times /tmp/fping.txt
if [ "$(cat nfs-server)" != active ] && systemctl is-active -q nfs-server; then must systemctl stop nfs-server; fi
sysctl -q -p sysctl || problems=1
# What NFS mounted for itself holds its modules, unless something still uses it.
for target in /proc/fs/nfsd /run/rpc_pipefs; do
  grep -qx $target mounts || ! mountpoint -q $target || umount $target 2>/dev/null || true
done
brought='kvm|kvm_amd|kvm_intel|ccp|irqbypass|nfsd|nfs|nfsv[34]|nfs_acl|fscache|netfs|lockd|grace|rpcsec_gss_krb5|auth_rpcgss|sunrpc|vxlan|udp_tunnel|ip6_udp_tunnel|bridge|stp|llc|vhost_net|vhost|vhost_iotlb|tap|tun'
# A module that is taken away takes its interfaces along, the user's later ones too.
makes_interfaces() { [ -n "$(ip -o link show type "$1" 2>/dev/null)" ]; }
new_modules() { cut -d ' ' -f 1 /proc/modules | grep -vxf modules | grep -xE "$brought"; }
# One may hold another: whatever is free goes, until nothing more does.
while before=$(new_modules); do
  for module in $before; do makes_interfaces $module || modprobe -q -r $module 2>/dev/null || true; done
  [ "$(new_modules)" != "$before" ] || break
done
sync
if [ "$LAB_PACKAGES" = purge ] && [ $problems = 0 ]; then cd / && rm -rf $state; fi
exit $problems

# Makes of a host that the user gave what the lab's own image is: programs, modules, settings of the kernel, a folder to
# work in. Run as root; LAB_* and added-packages.sh come before this text.
set -eu
if [ -n "$LAB_MISSING" ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q
  # Noted around the installation alone: what the user installs later is not the lab's to purge.
  dpkg-query -W -f '${binary:Package}\n' | sort >/var/lib/migration-lab/installing
  # Rather not at all than in the place of something that the user has.
  apt-get install -q -y --no-remove --no-install-recommends $LAB_MISSING
  note_added_packages
fi
for module in $LAB_MODULES; do modprobe "$module"; done
sysctl -q kernel.perf_event_paranoid=-1 kernel.kptr_restrict=0
mountpoint -q /sys/kernel/debug || mount -t debugfs none /sys/kernel/debug
perf stat -e kvm:kvm_exit true >/dev/null 2>&1 || { echo "$LAB_NO_TRACEPOINTS" >&2; exit 1; }
mkdir -p /usr/share/lab
install -d -o "$SUDO_USER" /var/tmp/migration-lab
mkdir -p /etc/qemu
[ "$LAB_HOST" != host1 ] || systemctl start nfs-server

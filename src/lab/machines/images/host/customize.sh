#!/bin/sh
# Runs inside the hosts' new root (as root of its own user namespace): accounts, network, services.
set -eu

# The account that executes the procedure, with the passwordless sudo that a teaching machine has.
useradd --create-home --shell /bin/bash --password '*' student
echo 'student ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/student
echo 'Defaults !use_pty, env_reset' >>/etc/sudoers.d/student
chmod 440 /etc/sudoers.d/student

# Keys belong to a run, not to the image: they arrive on the seed disk (lab-seed.service).
rm -f /etc/ssh/ssh_host_*
cat >/etc/ssh/sshd_config.d/lab.conf <<'CONF'
HostKey /etc/ssh/ssh_host_ed25519_key
PasswordAuthentication no
UsePAM no
UseDNS no
PermitRootLogin no
AllowTcpForwarding yes
MaxSessions 64
CONF

cat >/etc/systemd/system/lab-seed.service <<'UNIT'
[Unit]
Description=Keys of this run, from the seed disk
DefaultDependencies=no
After=local-fs.target systemd-tmpfiles-setup.service
Before=ssh.service
RequiresMountsFor=/home /etc

[Service]
Type=oneshot
ExecStart=/bin/tar --extract --no-same-owner --no-overwrite-dir --directory=/ --file=/dev/vdb
ExecStart=/bin/chown -R student:student /home/student/.ssh
RemainAfterExit=yes

[Install]
WantedBy=multi-user.target
UNIT

mkdir -p /etc/systemd/network
# The control card: QEMU's user-mode network, of which only the forwarded ssh port is reachable.
cat >/etc/systemd/network/10-control.network <<'NET'
[Match]
MACAddress=52:54:00:00:00:01

[Network]
Address=10.0.2.15/24
LinkLocalAddressing=no
IPv6AcceptRA=no
NET
# The lab's card stays bare: the procedure puts it under br0.
cat >/etc/systemd/network/20-lab.network <<'NET'
[Match]
MACAddress=52:54:00:00:01:*
[Link]
Unmanaged=yes
NET

systemctl enable lab-seed.service ssh.service systemd-networkd.service nfs-server.service
systemctl set-default multi-user.target
# Each unit costs a second or so of emulated boot; timers would also disturb measurements.
systemctl mask systemd-timesyncd.service systemd-networkd-wait-online.service apt-daily.timer \
  apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer \
  systemd-tmpfiles-clean.timer getty.target getty-static.service serial-getty@ttyS0.service systemd-random-seed.service \
  systemd-update-utmp.service systemd-update-utmp-runlevel.service systemd-binfmt.service \
  proc-sys-fs-binfmt_misc.automount modprobe@fuse.service modprobe@loop.service modprobe@dm_mod.service \
  modprobe@efi_pstore.service modprobe@drm.service sys-fs-fuse-connections.mount \
  systemd-journal-flush.service systemd-pcrphase.service >/dev/null
printf 'blacklist %s\n' floppy pcspkr evdev psmouse i2c_piix4 ata_generic ata_piix serio_raw joydev efi_pstore \
  >/etc/modprobe.d/lab.conf
printf '127.0.0.1 localhost\n192.168.100.1 host1\n192.168.100.2 host2\n192.168.100.10 vm\n' >/etc/hosts
mkdir -p /etc/qemu
printf '%s\n' kvm_amd kvm_intel nfsd tun >/etc/modules-load.d/lab.conf
printf 'kernel.perf_event_paranoid = -1\nkernel.kptr_restrict = 0\n' >/etc/sysctl.d/lab.conf
printf '/dev/vda / ext4 noatime 0 0\n' >/etc/fstab
echo 'PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"' >/etc/environment

# Nothing is fetched inside the lab: apt knows the installed packages and no archive.
rm -f /etc/apt/sources.list /etc/apt/sources.list.d/*
: >/etc/apt/sources.list
rm -rf /var/lib/apt/lists/* /var/cache/apt/*

# An initrd of four modules boots several times faster under emulation than Debian's default.
printf 'virtio_pci\nvirtio_blk\next4\n' >/etc/initramfs-tools/modules
sed -i 's/^MODULES=.*/MODULES=list/; s/^COMPRESS=.*/COMPRESS=lz4/' /etc/initramfs-tools/initramfs.conf
update-initramfs -u -k all
perl /usr/share/lab/repack-kernel /boot/vmlinuz-* /boot/lab-vmlinuz
cp /boot/initrd.img-* /boot/lab-initrd.img
dpkg-query -W -f '${Package} ${Version}\n' >/usr/share/lab/packages.txt

#!/bin/sh
# Runs a command in a computer that is made of a folder with a system in it and one that keeps what is changed there:
#
#   SYSTEM=/… CHANGES=/…[:/…] STATE=/… SHM=size=64m TMP=size=1g NETWORK=yes NAMESPACES=yes PREPARE='…' enter.sh command …
#
# By root, but in a user namespace, so that nothing of the computer around it can be changed: no setting of its kernel, no
# mount. Root is exchanged by pivot_root, since whoever is in a chroot may make no user namespaces. A phase begins the next.
set -eu
phase=${PHASE:-outside}
case $phase in
outside)
  # The system alone, without what is mounted below it, which an overlay in a user namespace would have to leave locked.
  exec env PHASE=mounted unshare --mount sh "$0" "$@"
  ;;
mounted)
  mount --bind "$SYSTEM" "$STATE/system"
  net=
  [ "$NETWORK" = yes ] || net=--net
  # A command in the background would have no input.
  exec 3<&0
  PHASE=unmapped unshare --user --mount --pid --fork $net sh "$0" "$@" <&3 3<&- &
  pid=$!
  # With its first process a namespace ends; unshare itself heeds no such signal.
  trap 'kill -KILL $(cat "/proc/$pid/task/$pid/children") "$pid"; exit 143' TERM INT HUP
  until [ "$(readlink "/proc/$pid/ns/user")" != "$(readlink /proc/self/ns/user)" ]; do sleep 0.05; done
  # All ids that there are, each as itself: an ordinary user builds the hosts’ system with a range of his own, from 100000 on.
  for map in uid_map gid_map; do awk '{ print $1, $1, $3 }' "/proc/self/$map" >"/proc/$pid/$map"; done
  wait "$pid"
  ;;
unmapped)
  until [ -n "$(cat /proc/self/gid_map)" ]; do sleep 0.05; done
  # Whoever starts a program before it is mapped loses its rights, and has them again with the next one.
  exec env PHASE=root sh "$0" "$@"
  ;;
root)
  cd "$STATE"
  mount -t overlay -o "lowerdir=${CHANGES:+$CHANGES:}$STATE/system,upperdir=$STATE/changes,workdir=$STATE/work,userxattr" computer root
  cd root
  mount -t proc proc proc
  mount --rbind /sys sys
  mount -t tmpfs -o mode=755 dev dev
  for device in null zero full random urandom tty; do
    : >"dev/$device"
    mount --bind "/dev/$device" "dev/$device"
  done
  mkdir dev/pts dev/shm
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620 pts dev/pts
  ln -s pts/ptmx dev/ptmx
  ln -s /proc/self/fd dev/fd
  mount -t tmpfs -o "mode=1777,$SHM" shm dev/shm
  mount -t tmpfs -o "mode=1777,$TMP" tmp tmp
  mount -t tmpfs -o mode=755 run run
  cat /etc/resolv.conf >etc/resolv.conf
  pivot_root . .
  umount --lazy .
  cd /
  eval "$PREPARE"
  [ "$NAMESPACES" = yes ] || echo 0 >/proc/sys/user/max_user_namespaces
  unset PHASE SYSTEM CHANGES STATE SHM TMP NETWORK NAMESPACES PREPARE
  exec "$@"
  ;;
esac

# Looks at a host that the user gave, and changes nothing. Prints `name=value` lines; LAB_* come before this text.
fact() { printf '%s=%s\n' "$1" "$2"; }
. /etc/os-release
fact os "$ID"
fact osName "$PRETTY_NAME"
fact arch "$(uname -m)"
fact kernel "$(uname -r)"
fact cpuModel "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
fact extensions "$(grep -o -m 1 -w -e vmx -e svm /proc/cpuinfo | head -n 1)"
fact apt "$(command -v apt-get)"
fact systemd "$([ -d /run/systemd/system ] && echo yes)"
fact sudo "$(sudo -n true 2>/dev/null && echo yes)"
fact memoryMiB "$(($(sed -n 's/^MemAvailable: *\([0-9]*\).*/\1/p' /proc/meminfo) / 1024))"
fact freeMiB "$(($(df --output=avail /var/tmp | tail -n 1) / 1024))"
fact installed "$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' $LAB_PACKAGES 2>/dev/null | sed -n 's/^ii *//p' | tr '\n' ' ')"
# Some perf of Ubuntu were built without tracepoints, in which KVM's events are counted.
fact tracepoints "$(command -v perf >/dev/null && { sudo -n perf stat -e sched:sched_switch true >/dev/null 2>&1 && echo yes || echo no; })"
fact prepared "$([ -d /var/lib/migration-lab ] && echo yes)"
fact interfaces "$(ls /sys/class/net | tr '\n' ' ')"
fact routes "$(ip -4 route show | cut -d ' ' -f 1 | tr '\n' ' ')"
fact addresses "$(ip -4 -o addr show scope global | awk '$2 != "br0" { sub("/.*", "", $4); print $4 }' | tr '\n' ' ')"
fact mounted "$(findmnt -n -o SOURCE /mnt/nfs 2>/dev/null)"
fact share "$(sudo -n ls -A /mnt/nfs 2>/dev/null | head -n 3 | tr '\n' ' ')"
fact listening "$(ss -Htln | awk '{ sub(".*:", "", $4); print $4 }' | sort -nu | tr '\n' ' ')"

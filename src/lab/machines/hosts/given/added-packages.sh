# Adds to the list of packages that the lab has installed; also after an installation that was interrupted.
note_added_packages() (
  cd /var/lib/migration-lab && [ -e installing ] || return 0
  { cat added-packages; dpkg-query -W -f '${binary:Package}\n' | sort | comm -13 installing -; } | sort -u >added-packages.new
  mv added-packages.new added-packages
  rm installing
)

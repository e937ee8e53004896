# shellcheck shell=bash
# Read by the other scripts: where the checkout is, and where the Swift toolchain is.

# shellcheck disable=SC2034 # the scripts that read this file use it
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)

# The oldest Swift that compiles this package: its Package.swift asks for tools 6.2.
swift_major_min=6
swift_minor_min=2

# Says why the work cannot go on, and ends the script.
fail() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit 1
}

# Puts Swift on the PATH where it is not: the places where a toolchain is unpacked or installed.
find_swift() {
  local folder
  command -v swift >/dev/null && return
  for folder in /opt/swift/usr/bin "${SWIFTLY_BIN_DIR:-${HOME:-/root}/.local/share/swiftly/bin}"; do
    if [[ -x $folder/swift ]]; then
      PATH=$folder:$PATH
      export PATH
      return
    fi
  done
  fail "no Swift toolchain on the PATH, in /opt/swift/usr/bin or from swiftly; install Swift \
$swift_major_min.$swift_minor_min or newer from https://www.swift.org/install/linux/"
}

# Fails where the toolchain cannot run or is older than the package asks for.
check_swift_version() {
  local answer version major minor
  answer=$(swift --version 2>&1) || fail "$(command -v swift) does not run: $answer"
  version=$(sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' <<<"$answer" | head -n 1)
  [[ -n $version ]] || fail "cannot read the version of $(command -v swift) from: $answer"
  major=${version%%.*}
  minor=${version#*.}
  if ((major < swift_major_min || (major == swift_major_min && minor < swift_minor_min))); then
    fail "$(command -v swift) is Swift $version, but $swift_major_min.$swift_minor_min or newer is \
needed; see https://www.swift.org/install/linux/"
  fi
}

# Git refuses repositories that another user owns ("dubious ownership"), as when root builds their
# checkout: trust it and the packages below it, for the commands of these scripts only. A file that
# the caller chose stays.
trust_checkout() {
  export GIT_CONFIG_GLOBAL=${GIT_CONFIG_GLOBAL:-$root/scripts/gitconfig}
}

# Sourced: notes what is missing and installs Debian's packages where it may (root with apt-get), or says what to install.
missing_packages=()
missing_words=()

need() { # program, words, package or ""
  command -v "$1" >/dev/null && return
  missing_words+=("$2")
  [ -n "$3" ] && missing_packages+=("$3")
  [ -n "$3" ] || { echo "missing: $2" >&2; exit 1; }
}

need_file() { # path pattern, words, program on PATH that does as well or "", package
  compgen -G "$1" >/dev/null && return
  [ -n "$3" ] && command -v "$3" >/dev/null && return
  missing_words+=("$2")
  missing_packages+=("$4")
}

# The first python3 that has pika: another one may come before Debian's own on the PATH.
python3_with_pika() {
  local candidate
  for candidate in python3 /usr/bin/python3; do
    if "$candidate" -c 'import pika' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  return 1
}

install_missing() {
  [ ${#missing_packages[@]} = 0 ] && return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "missing: ${missing_words[*]}. Install: sudo apt-get install -y --no-install-recommends ${missing_packages[*]}" >&2
    return 1
  fi
  echo "installing ${missing_packages[*]}"
  local log
  log=$(mktemp)
  if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends \
    "${missing_packages[@]}"; } > "$log" 2>&1 9>&-; then
    tail -20 "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
  missing_packages=()
}

# The user that a server of this machine runs as; the server's programs may be there without it.
need_user() { # name
  [ "$(id -u)" != 0 ] || id "$1" >/dev/null 2>&1 || useradd --system --home-dir / --shell /usr/sbin/nologin "$1"
}

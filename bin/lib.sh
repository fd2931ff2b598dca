# Shared by bin/start, bin/test and bin/kompassros: finds a Python and sets up the checkout. Sourced, not run.

root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)

# Data stay in the checkout's var/, whatever folder the command is called from.
export KOMPASSROS_DATA_DIR="${KOMPASSROS_DATA_DIR:-$root/var}"

# Prints the first Python 3.11 or later; KOMPASSROS_PYTHON names one to try first.
find_python() {
  for candidate in ${KOMPASSROS_PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  echo "Kompassros needs Python 3.11 or later. Install it, or name it: KOMPASSROS_PYTHON=/path/to/python3 $0" >&2
  return 1
}

# set_up runtime|dev|spark: makes .venv and the built files where they are missing or out of date.
set_up() {
  python=$(find_python) || exit 1
  "$python" "$root/tools/bootstrap.py" "$1" || exit
}

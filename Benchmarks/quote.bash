# shellcheck shell=bash
# `scripts/bench quote`: see there.

bench_quote() {
  local lines=1000000 rounds=3 rate_min=200000 round seconds peak part reference rate
  while (($#)); do
    case $1 in
      --lines) lines=$2 ;;
      --rounds) rounds=$2 ;;
      *) fail "unknown option $1; see the head of scripts/bench" ;;
    esac
    shift 2
  done
  command -v python3 >/dev/null || fail "python3 is missing: it answers too, for comparison"
  # A twentieth is enough for Python.
  part=$(((lines + 19) / 20))
  printf 'making %s questions\n' "$lines" >&2
  python3 Benchmarks/quote-reference.py questions "$lines" >"$work/questions"
  head -n "$part" "$work/questions" >"$work/part"
  printf '%s bytes a question\n' "$(($(stat --format %s "$work/questions") / lines))" >&2

  reference=$(processor_seconds quote_reference "$work/part")
  mv -- "$work/output" "$work/expected"
  "$releve" quote "$work/part" | cmp -- - "$work/expected" ||
    fail "Python's decimal gives other answers"
  reference=$(divided "$part" "$reference")
  printf "Python's json and decimal  %9.0f quotes/s, %s answers the same\n" "$reference" "$part"
  for ((round = 1; round <= rounds; round++)); do
    seconds=$(processor_seconds "$releve" quote "$work/questions")
    rate=$(divided "$lines" "$seconds")
    printf 'releve quote               %9.0f quotes/s, ratio %s\n' \
      "$rate" "$(divided "$rate" "$reference")"
    printf '%.0f\n' "$rate" >>"$work/rates"
  done
  read -r seconds peak < <(measured "$releve" quote "$work/questions")
  rate=$(median <"$work/rates")
  printf 'median                     %9s quotes/s, at least %s wanted; %s s elapsed, %s MiB\n' \
    "$rate" "$rate_min" "$seconds" "$peak"
  ((rate >= rate_min)) || fail "$rate quotes/s are too few"
}

quote_reference() { python3 Benchmarks/quote-reference.py answers <"$1"; }

# The seconds of a processor that a command takes, in user mode and in the kernel: what else the
# machine does hardly changes them, and a program with one thread that works has one core.
processor_seconds() {
  local TIMEFORMAT='%U %S'
  { time "$@" >"$work/output" 2>"$work/errors"; } 2>"$work/times" ||
    fail "failed: $* ($(cat -- "$work/errors"))"
  awk '{ print $1 + $2 }' "$work/times"
}

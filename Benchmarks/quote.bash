# shellcheck shell=bash
# `scripts/bench quote`: see there.

bench_quote() {
  local lines=1000000 rounds=3 rate_min=200000 round seconds peak reference part rate
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

  read -r reference _ < <(measured quote_reference "$work/part")
  "$releve" quote "$work/part" >"$work/answers"
  cmp -- "$work/answers" "$work/output" || fail "Python's decimal gives other answers"
  reference=$(divided "$part" "$reference")
  printf "Python's json and decimal  %9.0f quotes/s, %s answers the same\n" "$reference" "$part"
  for ((round = 1; round <= rounds; round++)); do
    read -r seconds peak < <(measured "$releve" quote "$work/questions")
    rate=$(divided "$lines" "$seconds")
    printf 'releve quote               %9.0f quotes/s, ratio %s, %s MiB\n' \
      "$rate" "$(divided "$rate" "$reference")" "$peak"
    printf '%.0f\n' "$rate" >>"$work/rates"
  done
  rate=$(median <"$work/rates")
  printf 'median                     %9s quotes/s on one core, at least %s wanted\n' \
    "$rate" "$rate_min"
  ((rate >= rate_min)) || fail "$rate quotes/s are too few"
}

quote_reference() { python3 Benchmarks/quote-reference.py answers <"$1"; }

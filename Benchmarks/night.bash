# shellcheck shell=bash
# `scripts/bench night`: see there.

# Those of `scripts/bench meter`, all products with a price, contracts that issue by themselves and
# begin with the month.
night_documents() {
  local prices=
  for product in day-level second-level sum; do
    prices+="{ product: $product, charge: { model: per_unit, unit_price: \"1\" } }, "
  done
  meter_documents | sed \
    -e "s/prices: \[.*\] } \] }/prices: [ $prices ] } ] }/" \
    -e 's/^  from: 2026-01-01$/  from: 2026-10-01/' \
    -e 's/^  price_list: bench$/&\n  issue: { automatic: true, grace_days: 5 }/'
}

# Writes the events of a day of October as a file that is ingested.
night_file() {
  psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --set "resources=$resources" --set "day=$1" \
    --set "file=$2" --file Benchmarks/night-file.sql "$url"
  touch --date '1 hour ago' -- "$2"
  psql --quiet --no-psqlrc --command checkpoint "$url"
}

# The seconds of the stages of the last night.
night_stages() {
  "$releve" nightly history --database "$url" --last 1 --format csv |
    awk -F, 'NR > 1 { printf "  %-16s %8s s  %s rows\n", $5, $8, $7 }'
}

bench_night() {
  local events=36000000 resources server url ingest meter rest alone night peak ratio idle
  while (($#)); do
    case $1 in
      --events) events=$2 ;;
      *) fail "unknown option $1; see the head of scripts/bench" ;;
    esac
    shift 2
  done
  resources=$((events / 30 / 24))
  start_server
  url=$server
  night_documents >"$work/documents.yaml"
  "$releve" apply --quiet --database "$url" "$work/documents.yaml" >/dev/null
  printf 'making %s events of 29 days\n' "$((resources * 24 * 29))" >&2
  meter_events 1 29
  psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --file Benchmarks/night-past.sql "$url"
  printf 'metering them\n' >&2
  "$releve" meter --quiet --database "$url" >/dev/null
  psql --quiet --no-psqlrc --command 'vacuum analyze' --command checkpoint "$url"

  printf '%s events, %s new ones a night\n' "$((resources * 24 * 30))" "$((resources * 24))"
  night_file 30 "$work/30.ndjson"
  read -r ingest _ < <(measured "$releve" ingest --quiet --database "$url" "$work/30.ndjson")
  read -r meter _ < <(measured "$releve" meter --quiet --database "$url")
  read -r rest _ < <(measured "$releve" nightly --quiet --database "$url" --date 2026-10-30)
  printf 'ingest alone               %8s s\n' "$ingest"
  printf 'meter alone                %8s s\n' "$meter"
  printf 'the other stages           %8s s\n' "$rest"
  night_stages
  alone=$(awk -v a="$ingest" -v b="$meter" -v c="$rest" 'BEGIN { printf "%.3f", a + b + c }')

  mkdir -p -- "$RELEVE_HOME/inbox"
  night_file 31 "$RELEVE_HOME/inbox/31.ndjson"
  read -r night peak < <(measured "$releve" nightly --quiet --database "$url" --date 2026-10-31)
  ratio=$(divided "$night" "$alone")
  printf 'a night                    %8s s  peak memory of releve %s MiB\n' "$night" "$peak"
  night_stages
  printf 'beside its stages alone    %8s, at most 1.3 wanted\n' "$ratio"
  idle=$(median_of_five "$releve" nightly --quiet --database "$url" --date 2026-10-31)
  printf 'a night with nothing to do %8s s, at most 1 wanted\n' "$idle"
  awk -v idle="$idle" 'BEGIN { exit !(idle < 1) }' || fail "a night with nothing to do is too slow"
  # Of few events most of the time is the program's start.
  ((events < 36000000)) || awk -v night="$night" -v ratio="$ratio" \
    'BEGIN { exit !(night < 60 && ratio <= 1.3) }' || fail "a night is too slow"
}

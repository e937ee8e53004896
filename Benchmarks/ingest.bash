# shellcheck shell=bash
# `scripts/bench ingest`: see there.

bench_ingest() {
  local events=1000000 rounds=3 round url seconds peak reference ratio
  while (($#)); do
    case $1 in
      --events) events=$2 ;;
      --rounds) rounds=$2 ;;
      *) fail "unknown option $1; see the head of scripts/bench" ;;
    esac
    shift 2
  done
  start_server
  printf 'making %s events\n' "$events" >&2
  psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --set "events=$events" \
    --set "ndjson=$work/events.ndjson" --set "rows=$work/rows" \
    --file Benchmarks/ingest-events.sql "$server"
  printf '%s bytes an event\n' "$(($(stat --format %s "$work/events.ndjson") / events))" >&2
  {
    cat demo/documents/catalogue.yaml
    printf -- '---\nkind: Organisation\nname: bench\nspec:\n  legal_name: Bench\n'
    printf '  address: { line1: x, postcode: "75002", city: Paris, country: FR }\n  tenants: ['
    printf 'bench-tenant-%04d, ' {0..199}
    printf ']\n'
  } >"$work/documents.yaml"
  printf '%-6s %10s %10s %8s %8s\n' round ingest \\copy ratio MiB
  for ((round = 1; round <= rounds; round++)); do
    url=${server/\/releve?//bench_$round?}
    psql --quiet --no-psqlrc --command "create database bench_$round" "$server"
    "$releve" db migrate --database "$url" >&2
    "$releve" apply --database "$url" "$work/documents.yaml" >&2
    psql --quiet --no-psqlrc --command checkpoint "$url"
    read -r seconds peak < <(measured "$releve" ingest --database "$url" "$work/events.ndjson")
    psql --quiet --no-psqlrc --file Benchmarks/reference-table.sql --command checkpoint "$url"
    read -r reference _ < <(measured psql --quiet --no-psqlrc \
      --command "\\copy bench.reference from '$work/rows'" "$url")
    ratio=$(divided "$reference" "$seconds")
    printf '%-6s %8s s %8s s %8s %8s\n' "$round" "$seconds" "$reference" "$ratio" "$peak"
    printf '%s\n' "$ratio" >>"$work/ratios"
    psql --quiet --no-psqlrc --command "drop database bench_$round" "$server"
  done
  printf 'median ratio %s\n' "$(median <"$work/ratios")"
}

# shellcheck shell=bash
# `scripts/bench meter`: see there.

meter_documents() {
  local organisation
  cat <<'YAML'
kind: Catalogue
name: bench
spec:
  products:
    - { product: day-level, sku: "csp:(region):bench:day-level:v1", label: { fr: x, en: x }, service: Bench, unit: VM, meter: { aggregation: time_weighted, step: day } }
    - { product: second-level, sku: "csp:(region):bench:second-level:v1", label: { fr: x, en: x }, service: Bench, unit: GiB, meter: { aggregation: time_weighted, step: second } }
    - { product: sum, sku: "csp:(region):bench:sum:v1", label: { fr: x, en: x }, service: Bench, unit: token, meter: { aggregation: sum } }
---
kind: PriceList
name: bench
spec: { currency: EUR, effective: usage_time, versions: [ { from: 2026-01-01, prices: [ { product: sum, charge: { model: per_unit, unit_price: "1" } } ] } ] }
YAML
  printf -- '---\n'
  cat Benchmarks/seller.yaml
  for organisation in {0..49}; do
    printf -- '---\nkind: Organisation\nname: bench-%02d\nspec:\n  legal_name: Bench\n' "$organisation"
    printf '  address: { line1: x, postcode: "75002", city: Paris, country: FR }\n  tenants: ['
    printf 'bench-tenant-%04d, ' "$organisation" $((organisation + 50)) $((organisation + 100)) \
      $((organisation + 150))
    printf ']\n---\nkind: Contract\nname: bench-%02d\nspec:\n  organisation: bench-%02d\n' \
      "$organisation" "$organisation"
    printf '  seller: default\n  price_list: bench\n  from: 2026-01-01\n'
    printf '  vat: { category: S, rate: "20.00" }\n'
  done
}

# Stores the events of some days and has them queued.
meter_events() {
  psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --set "resources=$resources" \
    --set "first_day=$1" --set "last_day=$2" --file Benchmarks/meter-events.sql "$url"
  psql --quiet --no-psqlrc --command checkpoint "$url"
}

# The median seconds of as many nights as there are days given.
meter_nights() {
  local day seconds
  for day; do
    meter_events "$day" "$day"
    read -r seconds _ < <(measured "$releve" meter --database "$url")
    printf '%s\n' "$seconds"
  done | median
}

bench_meter() {
  local events=5000000 resources days=31 server url early late whole peak reference
  while (($#)); do
    case $1 in
      --events) events=$2 ;;
      *) fail "unknown option $1; see the head of scripts/bench" ;;
    esac
    shift 2
  done
  resources=$((events / days / 24))
  start_server
  url=$server
  meter_documents >"$work/documents.yaml"
  "$releve" apply --quiet --database "$url" "$work/documents.yaml" >/dev/null

  printf '%s events: %s resources, one an hour each, all October (Paris)\n' \
    "$((resources * days * 24))" "$resources"
  meter_events 1 1
  "$releve" meter --database "$url" >/dev/null
  early=$(meter_nights 2 3 4)
  meter_events 5 27
  "$releve" meter --database "$url" >/dev/null
  late=$(meter_nights 28 29 30)
  printf 'a night, days 2 to 4       %8s s\n' "$early"
  printf 'a night, days 28 to 30     %8s s  ratio %s\n' "$late" "$(divided "$late" "$early")"
  meter_events 31 31
  "$releve" meter --database "$url" >/dev/null

  psql --quiet --no-psqlrc --file Benchmarks/meter-queue.sql "$url"
  read -r reference _ < <(measured psql --quiet --no-psqlrc \
    --file Benchmarks/meter-reference.sql "$url")
  read -r whole peak < <(measured "$releve" meter --database "$url")
  printf 'the month by one statement %8s s\n' "$reference"
  printf 'the month from nothing     %8s s  ratio %s, peak memory of releve %s MiB\n' \
    "$whole" "$(divided "$whole" "$reference")" "$peak"

  psql --quiet --no-psqlrc --command 'vacuum analyze' "$url"
  printf 'usage of one organisation  %8s s\n' "$(median_of_five "$releve" usage \
    --database "$url" --period 2026-10 --organisation bench-07)"
  printf 'usage of all organisations %8s s\n' "$(median_of_five "$releve" usage \
    --database "$url" --period 2026-10 --by organisation,tenant,sku)"
  printf 'the same by day            %8s s\n' "$(median_of_five "$releve" usage \
    --database "$url" --period 2026-10 --by organisation,tenant,sku,day)"
}

# shellcheck shell=bash
# `scripts/bench issue`: see there.

# Prices, products and a seller; what the contracts share.
issue_catalogue() {
  local number price=0
  printf 'kind: Catalogue\nname: bench\nspec:\n  products:\n'
  for number in 1 2 3 4 5 6 7 8 9; do
    issue_product "level-$number" '{ aggregation: time_weighted, step: day }'
  done
  for number in 1 2 3 4; do issue_product "sum-$number" '{ aggregation: sum }'; done
  issue_product tiered '{ aggregation: sum }'
  issue_product count '{ aggregation: count }'
  printf -- '---\nkind: PriceList\nname: bench\nspec:\n  currency: EUR\n  versions:\n'
  printf '    - from: 2025-01-01\n      prices:\n'
  for number in level-{1..9} sum-{1..4} count; do
    printf '        - { product: %s, charge: { model: per_unit, unit_price: "%s.35" } }\n' \
      "$number" "$((++price))"
  done
  printf '        - { product: tiered, charge: { model: graduated, tiers: [ %s ] } }\n' \
    '{ up_to: "10", unit_price: "9" }, { unit_price: "7.5" }'
  printf -- '---\n'
  cat Benchmarks/seller.yaml
}

issue_product() {
  printf '    - { product: %s, sku: "csp:(region):bench:%s:v1", label: { fr: %s, en: %s }, ' \
    "$1" "$1" "Produit $1" "Product $1"
  printf 'service: Bench, unit: unit, meter: %s }\n' "$2"
}

# Organisations with two tenants and a contract each, 2000 a file: files have at most 500 000 values.
issue_contracts() {
  awk -v contracts="$1" -v work="$work" 'BEGIN {
    for (n = 0; n < contracts; n++) {
      file = sprintf("%s/contracts-%03d.yaml", work, n / 2000)
      name = sprintf("bench-%05d", n)
      printf "---\nkind: Organisation\nname: %s\nspec:\n  legal_name: Bench %d\n", name, n >file
      printf "  address: { line1: 1 rue A, postcode: \"75002\", city: Paris, country: FR }\n" >file
      printf "  tenants: [ %s-a, %s-b ]\n", name, name >file
      printf "---\nkind: Contract\nname: %s\nspec:\n  organisation: %s\n", name, name >file
      printf "  seller: default\n  price_list: bench\n  from: 2025-10-01\n" >file
      printf "  vat: { category: S, rate: \"20.00\" }\n" >file
    }
  }'
}

# Runs a script of SQL; prints what it selects.
issue_sql() {
  psql --quiet --no-psqlrc --no-align --tuples-only --set ON_ERROR_STOP=1 --file "$1" "$2"
}

bench_issue() {
  local contracts=10000 rounds=3 rate_min=2000 ratio_max=5 server prepared url round
  local bare seconds peak rate ratio wrong
  while (($#)); do
    case $1 in
      --contracts) contracts=$2 ;;
      --rounds) rounds=$2 ;;
      *) fail "unknown option $1; see the head of scripts/bench" ;;
    esac
    shift 2
  done
  start_server
  prepared=${server/\/releve?//bench_prepared?}
  psql --quiet --no-psqlrc --command 'create database bench_prepared' "$server"
  "$releve" db migrate --database "$prepared" >&2
  issue_catalogue >"$work/catalogue.yaml"
  issue_contracts "$contracts"
  read -r seconds _ < <(measured "$releve" apply --quiet --database "$prepared" \
    "$work/catalogue.yaml" "$work"/contracts-*.yaml)
  printf '%s contracts are applied in %s s\n' "$contracts" "$seconds" >&2
  issue_sql Benchmarks/issue-events.sql "$prepared"
  read -r seconds _ < <(measured "$releve" meter --database "$prepared")
  printf 'their events are metered in %s s\n' "$seconds" >&2
  psql --quiet --no-psqlrc --command 'vacuum analyze' "$prepared"

  for ((round = 1; round <= rounds; round++)); do
    url=${server/\/releve?//bench_$round?}
    psql --quiet --no-psqlrc --command "create database bench_$round template bench_prepared" \
      --command checkpoint "$server"
    if ((round == 1)); then
      printf 'preview of one organisation  %8s s, at most 0.1 wanted\n' \
        "$(median_of_five "$releve" invoice preview --database "$url" --period 2025-10 \
          --organisation "$(printf 'bench-%05d' $((contracts / 2)))")"
    fi
    issue_sql Benchmarks/issue-prices.sql "$url"
    read -r bare _ < <(measured issue_sql Benchmarks/issue-reference.sql "$url")
    psql --quiet --no-psqlrc --command checkpoint "$url"
    read -r seconds peak < <(measured "$releve" invoice issue --database "$url" --period 2025-10)
    wrong=$(psql --quiet --no-psqlrc --no-align --tuples-only --set ON_ERROR_STOP=1 \
      --set "contracts=$contracts" --file Benchmarks/issue-check.sql "$url")
    [[ -z $wrong ]] || fail "the documents are not what they should be: $wrong"
    rate=$(divided "$contracts" "$seconds")
    ratio=$(divided "$seconds" "$bare")
    printf 'the lines by one statement   %8s s\n' "$bare"
    printf 'releve invoice issue         %8s s, ratio %s, %.0f invoices/s, %s MiB\n' \
      "$seconds" "$ratio" "$rate" "$peak"
    printf '%s\n' "$rate" >>"$work/rates"
    printf '%s\n' "$ratio" >>"$work/ratios"
    psql --quiet --no-psqlrc --command "drop database bench_$round" "$server"
  done
  rate=$(median <"$work/rates")
  ratio=$(median <"$work/ratios")
  printf 'median                       %8.0f invoices/s of 30 lines, at least %s wanted' \
    "$rate" "$rate_min"
  printf '; ratio %s, at most %s wanted\n' "$ratio" "$ratio_max"
  # Of a few documents most of the time is the program's start.
  ((contracts < 10000)) || awk -v rate="$rate" -v rate_min="$rate_min" -v ratio="$ratio" \
    -v ratio_max="$ratio_max" 'BEGIN { exit !(rate >= rate_min && ratio <= ratio_max) }' ||
    fail "issuing is too slow"
}

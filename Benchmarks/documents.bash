# shellcheck shell=bash
# `scripts/bench documents`: see there.

# Exports the month's documents into a folder; prints documents a second, and the most memory that it
# had, in MiB. Further arguments are a command to run it under, or options of it.
documents_exported() {
  local count=$1 folder=$2 seconds peak
  shift 2
  read -r seconds peak < <(measured "$@" --quiet --database "$server" --period 2025-10 \
    --as facturx --output "$folder")
  (cd -- "$folder" && sha256sum --check --quiet SHA256SUMS) >&2 ||
    fail "the files in $folder are not those of its manifest"
  [[ $(find "$folder" -name '*.pdf' | wc -l) == "$count" ]] || fail "documents are missing in $folder"
  printf '%s %s\n' "$(divided "$count" "$seconds")" "$peak"
}

bench_documents() {
  local contracts=10000 few server seconds one two again peak few_peak pages
  local -a command
  while (($#)); do
    case $1 in
      --contracts) contracts=$2 ;;
      *) fail "unknown option $1; see the head of scripts/bench" ;;
    esac
    shift 2
  done
  few=$((contracts / 10))
  start_server
  "$releve" db migrate >&2
  # Fewer products than `issue` has: these fill two pages.
  issue_catalogue | sed '/product: level-[789],/d; /product: sum-4,/d' >"$work/catalogue.yaml"
  issue_contracts "$contracts"
  # Electronic invoices name their customers.
  sed -i 's/^  legal_name: Bench .*/&\n  identifiers: { siren: "732829320" }/' "$work"/contracts-*.yaml
  "$releve" apply --quiet --database "$server" "$work/catalogue.yaml" "$work"/contracts-*.yaml \
    >/dev/null
  issue_sql Benchmarks/issue-events.sql "$server"
  read -r seconds _ < <(measured "$releve" invoice issue --quiet --database "$server" \
    --period 2025-10)
  printf '%s documents of 22 lines are issued in %s s\n' "$contracts" "$seconds" >&2
  psql --quiet --no-psqlrc --command 'vacuum analyze' --command checkpoint "$server"

  command=("$releve" invoice export)
  read -r _ few_peak < <(documents_exported "$few" "$work/few" "${command[@]}" \
    $(seq -f '--organisation=bench-%05.0f' 0 $((few - 1))))
  read -r two peak < <(documents_exported "$contracts" "$work/all" "${command[@]}")
  read -r again _ < <(documents_exported "$contracts" "$work/all" "${command[@]}")
  rm -rf -- "$work/all"
  read -r one _ < <(documents_exported "$contracts" "$work/one" taskset --cpu-list 0 "${command[@]}")
  pages=$(pdfinfo "$(find "$work/one" -name '*.pdf' -print -quit)" | sed -n 's/^Pages: *//p')
  printf 'Factur-X of %s pages, two cores %8s documents/s, at least 100 wanted\n' "$pages" "$two"
  printf 'the same on one core          %8s documents/s, at least 60 wanted\n' "$one"
  printf 'again, where all are there    %8s documents/s\n' "$again"
  printf 'peak memory                   %8s MiB, of a tenth of them %s MiB\n' "$peak" "$few_peak"
  ((contracts < 10000)) || awk -v one="$one" -v two="$two" -v peak="$peak" -v few="$few_peak" \
    'BEGIN { exit !(one >= 60 && two >= 100 && peak <= 1.2 * few) }' ||
    fail "documents are too slow, or memory grows with their number"
}

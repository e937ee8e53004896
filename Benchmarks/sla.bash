# shellcheck shell=bash
# `scripts/bench sla`: see there.

bench_sla() {
  local cases=200000 rounds=3 rate_min=20000 components=100000 incidents=50000
  local round seconds peak rate
  while (($#)); do
    case $1 in
      --cases) cases=$2 ;;
      --components) components=$2 ;;
      --incidents) incidents=$2 ;;
      --rounds) rounds=$2 ;;
      *) fail "unknown option $1; see the head of scripts/bench" ;;
    esac
    shift 2
  done
  printf 'making %s cases\n' "$cases" >&2
  sla_cases "$cases" >"$work/cases"
  printf '%s bytes a case\n' "$(($(stat --format %s "$work/cases") / cases))" >&2
  for ((round = 1; round <= rounds; round++)); do
    seconds=$(processor_seconds "$releve" sla evaluate "$work/cases")
    rate=$(divided "$cases" "$seconds")
    printf 'releve sla evaluate        %9.0f cases/s\n' "$rate"
    printf '%.0f\n' "$rate" >>"$work/rates"
  done
  read -r seconds peak < <(measured "$releve" sla evaluate "$work/cases")
  rate=$(median <"$work/rates")
  printf 'median                     %9s cases/s, at least %s wanted; %s s elapsed, %s MiB\n' \
    "$rate" "$rate_min" "$seconds" "$peak"
  ((rate >= rate_min)) || fail "$rate cases/s are too few"
  bench_sla_report "$components" "$incidents" "$rounds"
}

# Cases of an October in Paris with up to 5 outages, some of them partial, up to 2 windows, and now
# and then unknown time, by policies of every kind.
sla_cases() {
  awk -v cases="$1" '
    function span(length_max, impact,   from) {
      from = int(rand() * 2682000)
      return "[" from "," from + int(rand() * length_max) impact "]"
    }
    function spans(count, length_max, partial,   text, i) {
      for (i = 0; i < count; i++)
        text = text (i ? "," : "") \
          span(length_max, partial && rand() < 0.3 ? sprintf(",\"%.2f\"", 0.01 + rand() / 2) : "")
      return "[" text "]"
    }
    BEGIN {
      srand(1)
      split("\"basis\":\"point_gap\",\"cap_percent\":\"30\"|" \
        "\"basis\":\"bands\",\"bands\":[{\"below\":\"99.9\",\"percent\":\"10\"}," \
        "{\"below\":\"99\",\"percent\":\"25\"},{\"below\":\"95\",\"percent\":\"100\"}]", credits, "|")
      for (i = 1; i <= cases; i++)
        printf "{\"id\":%d,\"period\":[0,2682000],\"outages\":%s,\"maintenances\":%s," \
          "\"unknown\":%s,\"policy\":{\"maintenance\":\"%s\",\"minimum_outage_seconds\":%d," \
          "\"target\":\"99.9\",\"credits\":{%s}}}\n", i, spans(int(rand() * 6), 7200, 1),
          spans(int(rand() * 3), 14400, 0), spans(rand() < 0.2, 3600, 0),
          rand() < 0.5 ? "included" : "excluded", rand() < 0.5 ? 0 : 240,
          credits[1 + int(rand() * 2)]
    }'
}

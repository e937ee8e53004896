# shellcheck shell=bash
# `scripts/bench sla`, its second part: see there.

# How long `sla import` and `sla report` take of a provider's month.
bench_sla_report() {
  local components=$1 incidents=$2 rounds=$3 seconds_max=5 round server peak
  local bare seconds processor theirs ratio reports outages
  local report=("$releve" sla report --period 2025-10 --format json)
  printf 'making %s components and %s incidents\n' "$components" "$incidents" >&2
  sla_records "$components" "$incidents" >"$work/records"
  start_server
  "$releve" apply --quiet Benchmarks/sla-documents.yaml Benchmarks/seller.yaml >&2
  read -r seconds processor theirs < <(timed_with_server "$releve" sla import "$work/records")
  printf 'releve sla import          %9s s, processors %s s, the server'"'"'s %s s; %s records\n' \
    "$seconds" "$processor" "$theirs" "$(wc --lines <"$work/records")"
  psql --quiet --no-psqlrc --command 'vacuum analyze' "$server"
  for ((round = 1; round <= rounds; round++)); do
    bare=$(sla_bare_seconds)
    read -r seconds processor theirs < <(timed_with_server "${report[@]}")
    ratio=$(divided "$seconds" "$bare")
    printf 'outages by one statement   %9s s\n' "$bare"
    printf 'releve sla report          %9s s, processors %s s, the server'"'"'s %s s; ratio %s\n' \
      "$seconds" "$processor" "$theirs" "$ratio"
    printf '%s\n' "$seconds" >>"$work/report-seconds"
  done
  reports=$(grep --only-matching --fixed-strings '"period_seconds"' "$work/output" | wc --lines)
  outages=$(grep --only-matching --fixed-strings '"counted_seconds"' "$work/output" | wc --lines)
  [[ $reports == "$components" && $outages == "$incidents" ]] ||
    fail "the report has $reports components and $outages outages"
  read -r seconds peak < <(measured "${report[@]}")
  seconds=$(median <"$work/report-seconds")
  printf 'median                     %9s s of %s components, at most %s wanted; %s MiB\n' \
    "$seconds" "$components" "$seconds_max" "$peak"
  awk -v seconds="$seconds" -v most="$seconds_max" 'BEGIN { exit !(seconds <= most) }' ||
    fail "$seconds s are too slow"
}

# The seconds of the bare statement.
sla_bare_seconds() {
  local start
  start=$(now)
  psql --quiet --no-psqlrc --no-align --tuples-only --set ON_ERROR_STOP=1 \
    --file Benchmarks/sla-reference.sql --output "$work/reference" "$server"
  elapsed "$start" "$(now)"
}

# Runs a command; tells its seconds, and those of processors: its own, and the server's for it.
timed_with_server() {
  local TIMEFORMAT='%R %U %S' before
  before=$(server_processor_seconds)
  { time "$@" >"$work/output" 2>"$work/errors"; } 2>"$work/times" ||
    fail "failed: $* ($(cat -- "$work/errors"))"
  # Until the server has seen that its processes ended.
  sleep 0.5
  awk -v server="$(elapsed "$before" "$(server_processor_seconds)")" \
    '{ print $1, $2 + $3, server }' "$work/times"
}

# What the processes of the cluster that ended have used of processors.
server_processor_seconds() {
  local postmaster
  postmaster=$(psql --quiet --no-psqlrc --no-align --tuples-only --command \
    "select split_part(pg_read_file('postmaster.pid'), e'\n', 1)" "$server")
  sleep 0.2
  awk -v ticks="$(getconf CLK_TCK)" '{ printf "%.2f\n", ($16 + $17) / ticks }' \
    "/proc/$postmaster/stat"
}

# Components of 20 zones, and their October: one of ten incidents is of a component that flaps, of
# the others half hit 20 components of a zone at once, and half single ones, some of them often. One
# ticket to 50 incidents is opened in the 10 minutes before or after its outage's start; one window
# to 250 is announced for a zone.
sla_records() {
  awk -v components="$1" -v incidents="$2" '
    function at(second) {
      return sprintf("\"2025-10-%02dT%02d:%02d:%02dZ\"", 1 + int(second / 86400),
        second / 3600 % 24, second / 60 % 60, second % 60)
    }
    function path(n) { return sprintf("fr%d/az%02d/compute/clu-%06d", n % 4, n % 20, n) }
    function outage(n, from, length_of,   impact) {
      impact = rand() < 0.2 ? sprintf(",\"impact\":\"%.2f\"", 0.05 + rand() * 0.9) : ""
      printf "{\"kind\":\"outage\",\"id\":\"mon-%06d\",\"component\":\"%s\"," \
        "\"from\":%s,\"to\":%s%s}\n", ++outages, path(n), at(from), at(from + length_of), impact
      if (outages % 50 == 0)
        printf "{\"kind\":\"ticket\",\"id\":\"INC-%05d\",\"organisation\":\"bench\"," \
          "\"component\":\"%s\",\"priority\":\"P1\",\"opened_at\":%s,\"claim\":true}\n",
          outages / 50, path(n), at(from - 600 + int(rand() * 1200))
      if (outages % 250 == 0) window(outages / 250)
    }
    function window(number,   n, from) {
      n = int(rand() * 20)
      from = 90000 + int(rand() * 2500000)
      printf "{\"kind\":\"maintenance\",\"id\":\"chg-%04d\",\"component\":\"fr%d/az%02d\"," \
        "\"from\":%s,\"to\":%s,\"announced_at\":\"2025-09-25T08:00:00Z\"}\n",
        number, n % 4, n, at(from), at(from + 3600 + int(rand() * 10800))
    }
    # From half a minute to more than two hours, most of them short.
    function duration() { return int(30 * exp(rand() * 5.6)) }
    function moment() { return 90000 + int(rand() * 2500000) }
    BEGIN {
      srand(1)
      for (n = 0; n < components; n++)
        printf "{\"kind\":\"component\",\"id\":\"c-%06d\",\"component\":\"%s\"," \
          "\"from\":\"2025-01-01T00:00:00Z\",\"to\":null}\n", n, path(n)
      flaps = int(incidents / 10)
      for (i = 0; i < flaps; i++)
        outage(7, 90000 + int(i * 2500000 / flaps), 20 + int(rand() * 460))
      while (outages < incidents) {
        if (rand() < 0.05) {
          from = moment()
          first = int(rand() * components)
          for (i = 0; i < 20 && outages < incidents; i++)
            outage((first + 20 * i) % components, from + int(rand() * 60), duration())
        } else outage(int(components * rand() ^ 3), moment(), duration())
      }
    }'
}

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Measures interdict and prints one table, each figure beside its target.
#
#   bench/run.sh                 everything; some minutes
#   ENTITIES=100000 bench/run.sh a smaller generated list
#   RUNS=3 bench/run.sh          fewer repetitions (5 by default)
#
# Lists, queries and name frequencies are read from the folder of shared material: INTERDICT_SHARED,
# else ../shared beside the repository. What needs a file that is not there is skipped, and says so.
# CARGO_TARGET_DIR is used as cargo uses it; WORK names a folder for the indexes (kept), else a
# temporary one is used and removed. Needs cargo, GNU time and, for the peer, Python with pip.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
cd "$here"
INTERDICT_SHARED=${INTERDICT_SHARED:-$here/../shared}
export INTERDICT_SHARED
RUNS=${RUNS:-5}
ENTITIES=${ENTITIES:-1000000}
bin=${CARGO_TARGET_DIR:-$here/target}/release
if [ -n "${WORK:-}" ]; then
    mkdir -p "$WORK"
else
    WORK=$(mktemp -d)
    trap 'rm -rf "$WORK"' EXIT
fi

say() { echo "$*" >&2; }
skip() { printf '| %s | skipped: %s | | |\n' "$1" "$2"; }

# Median, least and greatest of the numbers on standard input, times $1, printed with $2 decimals.
spread() {
    sort -g | awk -v by="$1" -v places="$2" '
        { v[NR] = $1 * by }
        END {
            if (!NR) { print "no figure"; exit }
            m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2
            f = "%." places "f"
            printf f " (" f "–" f ")\n", m, v[1], v[NR]
        }'
}

# Runs a command RUNS times; leaves in $WORK the seconds by the clock, the seconds of processor time
# and the kilobytes of memory at most, a line a run.
timed() {
    : >"$WORK/seconds"
    : >"$WORK/processor"
    : >"$WORK/memory"
    n=0
    while [ "$n" -lt "$RUNS" ]; do
        from=$(date +%s.%N)
        command time -v "$@" >"$WORK/out" 2>"$WORK/time" || { cat "$WORK/time" >&2; return 1; }
        echo "$(date +%s.%N) $from" | awk '{ printf "%.6f\n", $1 - $2 }' >>"$WORK/seconds"
        awk '/User time|System time/ { s += $NF } END { print s }' "$WORK/time" >>"$WORK/processor"
        awk '/Maximum resident set size/ { print $NF }' "$WORK/time" >>"$WORK/memory"
        n=$((n + 1))
    done
}

# Rows a second: $1 rows, $2 the file of seconds.
rate() { awk -v rows="$1" '$1 > 0 { print rows / $1 }' "$WORK/$2" | spread 1 0; }

if ! command time -v true >/dev/null 2>&1; then
    say "GNU time is missing: install the package \`time\`"
    exit 1
fi

say "building (release)"
cargo build --release --quiet -p interdict-cli -p interdict-bench --bins

model=$(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo)
say "measuring"
echo "Measured on $(date -u +%Y-%m-%d): $model, $(nproc) cores, load before $(cut -d' ' -f1-3 /proc/loadavg), $(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo) of memory; median (least–greatest) of $RUNS runs."
echo
echo "| what | measured | target | |"
echo "|---|---|---|---|"

# Readers -----------------------------------------------------------------------------------------
"$bin/measure" readers "$RUNS" >"$WORK/readers"
while IFS="$(printf '\t')" read -r label kind bytes times; do
    case $kind in
    skipped) skip "read $label" "$bytes" ;;
    *)
        [ "$kind" = fixture ] && label="$label, fixture of $bytes bytes"
        speed=$(echo "$times" | tr '\t' '\n' | awk -v b="$bytes" '{ print b / $1 / 1e6 }' | spread 1 1)
        printf '| read %s | %s MB/s | | file of %s MB |\n' "$label" "$speed" "$(awk -v b="$bytes" 'BEGIN { printf "%.1f", b / 1e6 }')"
        ;;
    esac
done <"$WORK/readers"

# One list: build, size, open ---------------------------------------------------------------------
# $1 label, $2 index, $3 target to build, $4 target to open, then the sources.
one_list() {
    label=$1 index=$2 to_build=$3 to_open=$4
    shift 4
    sources=
    for source in "$@"; do sources="$sources --source $source"; done
    # shellcheck disable=SC2086 # the sources are words
    timed "$bin/interdict" build $sources --index "$index" --accept "measuring speed" --quiet || {
        skip "build $label" "the build failed"
        return 0
    }
    printf '| build %s | %s s | %s | %s MB of memory at most |\n' "$label" "$(spread 1 2 <"$WORK/seconds")" "$to_build" "$(spread 0.001024 0 <"$WORK/memory")"
    "$bin/measure" count "$index" >"$WORK/count"
    read -r records names bytes <"$WORK/count"
    printf '| index of %s | %s bytes an entity | | %s records, %s names, %s MB |\n' "$label" "$((bytes / records))" "$records" "$names" "$((bytes / 1000000))"
    printf '| open %s, all checked | %s ms | %s | in memory already |\n' "$label" "$("$bin/measure" open $((RUNS * 4)) "$index" | spread 1000 1)" "$to_open"
}

threads() { [ "$1" = 1 ] && echo "1 thread" || echo "$1 threads"; }

# Screening with the command line: $1 label, $2 queries, $3 index, $4 threads, $5 target, then mappings.
screened() {
    label=$1 queries=$2 index=$3 threads=$4 target=$5
    shift 5
    [ -e "$queries" ] || { skip "screen $label" "$queries is not there"; return 0; }
    rows=$(($(wc -l <"$queries") - 1))
    timed "$bin/interdict" screen "$queries" --index "$index" --format csv --output "$WORK/hits.csv" --no-report --threads "$threads" --quiet "$@" || {
        skip "screen $label" "the run failed"
        return 0
    }
    printf '| screen %s, %s | %s rows/s | %s | %s rows; %s rows a second of processor time, reading, writing and start included; %s MB of memory at most |\n' \
        "$label" "$(threads "$threads")" "$(rate "$rows" seconds)" "$target" "$rows" "$(rate "$rows" processor)" "$(spread 0.001024 0 <"$WORK/memory")"
}

list=$INTERDICT_SHARED/bench/list.ftm.jsonl
lists=$INTERDICT_SHARED/lists
cores=$(nproc)

if [ -d "$lists/ofac/legacy_csv_2021-04-25" ]; then
    one_list "UN and OFAC lists as published" "$WORK/official.idx" "< 2 s" "" \
        "un=$lists/un/un_consolidated_2026-02-27.xml" "ofac=$lists/ofac/legacy_csv_2021-04-25"
else
    skip "build UN and OFAC lists as published" "$lists is not there"
fi

if [ -e "$list" ]; then
    one_list "10,000 entities" "$WORK/small.idx" "" "< 50 ms" "ftm=$list"
    for threads in 1 "$cores"; do
        target=; [ "$threads" = 1 ] && target="≥ 5,000 rows/s"
        screened "people on no list (US) against 10,000 entities" "$INTERDICT_SHARED/bench/neg_us_full_dev.csv" "$WORK/small.idx" "$threads" "$target"
        screened "people on no list (any script) against 10,000 entities" "$INTERDICT_SHARED/bench/neg_global_full_dev.csv" "$WORK/small.idx" "$threads" "$target"
        screened "listed people, altered, against 10,000 entities" "$INTERDICT_SHARED/bench/screening_queries_dev.csv" "$WORK/small.idx" "$threads" "$target"
    done
else
    skip "10,000 entities" "$list is not there"
fi

# A large list, generated --------------------------------------------------------------------------
if [ -d "$INTERDICT_SHARED/names" ]; then
    large=$(printf '%s' "$ENTITIES" | sed ':a;s/\([0-9]\)\([0-9]\{3\}\)\($\|,\)/\1,\2\3/;ta')
    say "generating $large entities"
    "$bin/generate" list "$ENTITIES" 1 >"$WORK/large.ftm.jsonl"
    "$bin/generate" queries 20000 2 >"$WORK/customers.csv"
    one_list "$large generated entities" "$WORK/large.idx" "< 3 min, < 4 GB" "< 300 ms" "ftm=$WORK/large.ftm.jsonl"
    rm -f "$WORK/large.ftm.jsonl"
    for threads in 1 "$cores"; do
        screened "customers drawn from the same names against $large" "$WORK/customers.csv" "$WORK/large.idx" "$threads" ""
        screened "people on no list (US) against $large" "$INTERDICT_SHARED/bench/neg_us_full_dev.csv" "$WORK/large.idx" "$threads" ""
    done
else
    skip "a large list" "$INTERDICT_SHARED/names is not there"
fi

# A peer beside it ---------------------------------------------------------------------------------
peer="peer: rapidfuzz token_sort_ratio in Python, 1 core, people on no list (US) against 10,000 entities"
if [ ! -e "$list" ]; then
    skip "$peer" "$list is not there"
elif python3 -m venv "$WORK/venv" >"$WORK/pip" 2>&1 && "$WORK/venv/bin/pip" --quiet install rapidfuzz numpy >>"$WORK/pip" 2>&1; then
    "$WORK/venv/bin/python" bench/peer.py "$list" "$INTERDICT_SHARED/bench/neg_us_full_dev.csv" "$RUNS" >"$WORK/peer"
    printf '| %s | %s rows/s | | names only, no dates, no explanation; rapidfuzz %s |\n' "$peer" "$(tail -n +2 "$WORK/peer" | spread 1 0)" "$(head -1 "$WORK/peer")"
else
    skip "$peer" "rapidfuzz could not be installed: $(tail -1 "$WORK/pip")"
fi
echo
echo "Load after: $(cut -d' ' -f1-3 /proc/loadavg)."

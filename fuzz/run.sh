#!/usr/bin/env bash
# Fuzzes every target for a bounded time on the installed stable toolchain:
#     fuzz/run.sh SECONDS [TARGET...]
# SECONDS is the time for each target. libFuzzer comes with the crate libfuzzer-sys and is built by
# the C++ compiler; cargo-fuzz and a nightly compiler are not needed. Seeds are the fixtures of the
# repository, fuzz/seeds/TARGET, and published lists from $INTERDICT_SHARED or ../shared where there
# are any, each cut to 64 KiB. What is found stays in fuzz/corpus and fuzz/artifacts.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:?usage: fuzz/run.sh SECONDS [TARGET...]}
shift
shared=${INTERDICT_SHARED:-../shared}
host=$(rustc -vV | sed -n 's/^host: //p')
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
    mapfile -t targets < <(ls fuzz/fuzz_targets | sed -n 's/\.rs$//p')
fi

flags="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4"
flags="$flags -Cllvm-args=-sanitizer-coverage-inline-8bit-counters"
flags="$flags -Cllvm-args=-sanitizer-coverage-pc-table --cfg fuzzing"
echo "building the fuzz targets"
# The target is named so that the flags stay away from build scripts and macros.
RUSTFLAGS="$flags" cargo build --quiet --release --manifest-path fuzz/Cargo.toml --target "$host" \
    "${targets[@]/#/--bin=}"

fixtures=crates/lists/tests/fixtures
# Files a target starts from, besides fuzz/seeds/TARGET.
seeds() {
    case $1 in
        codes | names | workbook) ;;
        config) echo crates/fetch/data/*.toml ;;
        ftm) echo $fixtures/ftm/*.json ;;
        ftm_entity) echo $fixtures/ftm/*.json ;;
        ftm_statements) echo $fixtures/ftm/*.csv ;;
        index | index_sealed) echo corpus/index/v1/*.idx ;;
        intake) echo examples/*.csv $fixtures/ftm/entities.ftm.json "$shared"/lists/jp/*.xlsx ;;
        house) echo $fixtures/house/*.csv ;;
        jp) echo "$shared"/lists/jp/*.xlsx ;;
        ofac_advanced) echo $fixtures/ofac/advanced.xml "$shared"/lists/ofac/*advanced*.xml ;;
        ofac_classic) echo $fixtures/ofac/classic.xml "$shared"/lists/ofac/*nonsdn_2025*.xml ;;
        ofac_enhanced) echo $fixtures/ofac/enhanced.xml "$shared"/lists/ofac/*enhanced*.xml ;;
        ofac_legacy) echo "$shared"/lists/ofac/legacy_cons_csv_2025-12/*.csv ;;
        uk) echo $fixtures/uk/* "$shared"/lists/uk/*.csv ;;
        un) echo $fixtures/un/*.xml "$shared"/lists/un/*.xml ;;
        un_vessels) echo $fixtures/un/*.html "$shared"/lists/un/*.html ;;
        *) echo "$fixtures/$1"/* "$shared/lists/$1"/*.{xml,csv} ;;
    esac
}
dictionary() {
    case $1 in
        config) echo config ;;
        ftm | ftm_entity | ftm_statements) echo ftm ;;
        ofac_*) echo ofac ;;
        un | un_vessels) echo un ;;
        *) echo "$1" ;;
    esac
}

failed=0
for target in "${targets[@]}"; do
    corpus=fuzz/corpus/$target found=fuzz/artifacts/$target start=fuzz/corpus/.seeds/$target
    rm -rf "$start"
    mkdir -p "$corpus" "$found" "$start"
    for file in "fuzz/seeds/$target"/* $(seeds "$target"); do
        [ -f "$file" ] && head -c 65536 "$file" > "$start/$(echo "$file" | tr '/ ' '__')"
    done
    log=$found/log.txt
    options=(-max_total_time="$seconds" -rss_limit_mb=2048 -max_len=65536 -timeout=20
        -print_final_stats=1 -verbosity=1 -artifact_prefix="$found/")
    words=fuzz/dictionaries/$(dictionary "$target").dict
    [ -f "$words" ] && options+=(-dict="$words")
    binary=fuzz/target/$host/release/$target
    if "$binary" "${options[@]}" "$corpus" "$start" > "$log" 2>&1; then result=ok; else result=FAULT; fi
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    edges=$(grep -oE 'cov: [0-9]+' "$log" | tail -n 1 | grep -oE '[0-9]+' || true)
    kept=$(find "$corpus" -type f | wc -l)
    printf '%-16s %9s executions %7s edges %6s inputs kept  %s\n' \
        "$target" "${runs:-?}" "${edges:-?}" "$kept" "$result"
    if [ "$result" != ok ]; then
        failed=1
        grep -hE "panicked at|^thread |ERROR: |SUMMARY: " -A 1 "$log" | head -n 8 | sed 's/^/    /'
        input=$(sed -n 's/.*Test unit written to //p' "$log" | tail -n 1)
        echo "    again with libFuzzer:    $binary ${input:-INPUT}"
        echo "    again without:           FUZZ_INPUT=${input:-INPUT} FUZZ_TARGET=$target cargo test --manifest-path fuzz/Cargo.toml"
        echo "    whole log:               $log"
    fi
done
exit $failed

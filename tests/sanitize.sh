#!/bin/sh
# Runs a part of the tests under AddressSanitizer with leak detection, and under valgrind's memcheck where valgrind is
# installed. AddressSanitizer sees what is read or written out of bounds, after free, or leaked; memcheck sees reads of
# memory that was never written. Neither sees races or aliasing: those are tested by `plan`'s own tests.
#
# AddressSanitizer is an unstable option of rustc: RUSTC_BOOTSTRAP lets the stable compiler take it.
set -eu
cd "$(dirname "$0")/.."

target=$(rustc -vV | sed -n 's/^host: //p')
output=${CARGO_TARGET_DIR:-target}/sanitize

tests() {
    for test in "$@"; do
        printf ' --test %s' "$test"
    done
}

# With fewer random cases, and without the tests that mean to exhaust memory or count allocations.
address="computed operands layouts masks assign update gufunc gufunc_sizes gufunc_layouts gufunc_small gufunc_axes gufunc_masks levels cache_lines stages slices fallible panics parallel fusion properties reduce_layouts reduce_order reduce_calls reduce_errors reduce_properties accumulate segments at outer numpy_values"
echo "== AddressSanitizer and LeakSanitizer: $address"
# shellcheck disable=SC2046,SC2086
RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Zsanitizer=address" ASAN_OPTIONS=detect_leaks=1 PROPTEST_CASES=64 RUST_BACKTRACE=0 \
    cargo test --quiet -p ufunc-tests --target "$target" --target-dir "$output" $(tests $address)

if ! command -v valgrind >/dev/null; then
    echo "== memcheck: valgrind is not installed, skipped"
    exit 0
fi

# Definite leaks only: rayon's threads are still there when a process ends.
memory="computed elementwise forms operands masks assign gufunc gufunc_sizes gufunc_small gufunc_masks fusion closures numpy_cases numpy_values reduce_order reduce_calls reduce_errors segments outer"
echo "== memcheck: $memory"
# shellcheck disable=SC2046,SC2086
built=$(cargo test --quiet -p ufunc-tests --no-run --message-format=json $(tests $memory))
executables=$(printf '%s\n' "$built" | sed -n 's/.*"executable":"\([^"]*\)".*/\1/p')
[ "$(printf '%s\n' "$executables" | wc -l)" -eq "$(printf '%s\n' $memory | wc -l)" ]
for executable in $executables; do
    echo "-- $(basename "$executable")"
    valgrind --quiet --error-exitcode=9 --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite \
        "$executable" --quiet --test-threads=1 --skip runs_of_every_pattern
done
echo "== no errors"

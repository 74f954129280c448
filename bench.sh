#!/usr/bin/env bash
# Measures the pipeline, and compares it with other products and the limits of the machine. See ./bench.sh --help
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

mkdir -p target/bench
classpath=$PWD/target/bench/classpath
echo "Building ..." >&2
if ! mvn -B -ntp -q -Dquick -Dassembly.skipAssembly -Dstyle.color=never -pl modules/benchmarks -am package \
    dependency:build-classpath -Dmdep.outputFile="$classpath" -Dmdep.includeScope=runtime >target/bench/build.log 2>&1; then
  echo "bench.sh: the build failed; see target/bench/build.log" >&2
  exit 1
fi
# Debezium JDBC is not a Maven library but a plugin archive with all its dependencies.
if [[ " $* " == *" --peers "* ]] && ! mvn -B -ntp -q -Dstyle.color=never -pl modules/benchmarks dependency:unpack@peers \
    >target/bench/peers.log 2>&1; then
  echo "bench.sh: cannot download the peers; see target/bench/peers.log" >&2
  exit 1
fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx1g -XX:+UseParallelGC -Dfile.encoding=UTF-8 \
  -Dwherry.contracts="$PWD/contracts" -Dwherry.log="$PWD/target/bench/bench.log" -Dwherry.peers="$PWD/modules/benchmarks/target/peers" \
  -cp "modules/benchmarks/target/classes:$(cat "$classpath")" dev.wherry.bench.BenchCommand "$@"

/** Throughput of the streams app alone, from raw to state topics. */
package dev.wherry.bench.streams;

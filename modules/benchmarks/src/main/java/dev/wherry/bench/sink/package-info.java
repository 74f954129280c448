/** Throughput of the sink alone, from state topics to PostgreSQL. */
package dev.wherry.bench.sink;

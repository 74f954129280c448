/** Throughput of the source alone, from files to raw topics. */
package dev.wherry.bench.source;

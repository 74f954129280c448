/** Benchmark results and their formatting. */
package dev.wherry.bench.report;

/** Latency from file to row. */
package dev.wherry.bench.latency;

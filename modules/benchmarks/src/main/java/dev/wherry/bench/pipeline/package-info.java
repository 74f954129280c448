/** Throughput from files to rows. */
package dev.wherry.bench.pipeline;

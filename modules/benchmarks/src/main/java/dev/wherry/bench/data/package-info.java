/** Input data of the benchmarks. */
package dev.wherry.bench.data;

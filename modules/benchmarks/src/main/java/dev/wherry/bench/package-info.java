/** Benchmarks that compare the pipeline with other products and with the limits of the machine. */
package dev.wherry.bench;

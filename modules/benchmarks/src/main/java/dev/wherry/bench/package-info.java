/** Measures the pipeline beside its peers and beside what the machine can do. */
package dev.wherry.bench;

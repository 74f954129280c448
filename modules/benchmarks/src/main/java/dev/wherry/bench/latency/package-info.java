/** How soon a file is a row. */
package dev.wherry.bench.latency;

/** Raw to state topics, measured by itself. */
package dev.wherry.bench.streams;

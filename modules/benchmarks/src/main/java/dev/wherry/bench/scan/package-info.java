/** The cost of a large inbox. */
package dev.wherry.bench.scan;

/** State topics to PostgreSQL, measured by itself. */
package dev.wherry.bench.sink;

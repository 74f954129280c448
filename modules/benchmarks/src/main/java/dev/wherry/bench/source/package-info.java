/** How fast files become records. */
package dev.wherry.bench.source;

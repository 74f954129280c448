/** How fast files become rows. */
package dev.wherry.bench.pipeline;

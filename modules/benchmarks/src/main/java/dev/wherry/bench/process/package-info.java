/** The processes that are measured, and what they cost. */
package dev.wherry.bench.process;

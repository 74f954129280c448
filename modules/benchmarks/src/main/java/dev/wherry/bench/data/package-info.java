/** The events that are measured with. */
package dev.wherry.bench.data;

/** The processes under measurement, and their costs. */
package dev.wherry.bench.process;

/** What was measured, and how it is shown. */
package dev.wherry.bench.report;

/** The test harness of all modules: processes, Connect workers, documentation pages and bad input. */
package dev.wherry.testing;

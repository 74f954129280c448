/** Child processes, and what they need: a class path and ports. */
package dev.wherry.testing.process;

/** JMH benchmarks of single steps of the hot paths. */
package dev.wherry.bench.micro;

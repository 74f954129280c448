/** The steps of the hot paths by themselves, with JMH. */
package dev.wherry.bench.micro;

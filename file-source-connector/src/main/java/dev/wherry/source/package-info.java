/** A Kafka Connect source that publishes event files exactly once. */
package dev.wherry.source;

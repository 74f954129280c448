/**
 * Runs a real Kafka broker, Connect worker and PostgreSQL server on this machine without Docker. Each keeps its state
 * in a home directory, listens on the loopback interface only, and survives a kill of the process that runs it.
 */
package dev.wherry.embedded;

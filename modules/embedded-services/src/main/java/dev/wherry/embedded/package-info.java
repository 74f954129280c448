/**
 * A real Kafka broker, Connect worker and PostgreSQL on this machine, without Docker: each keeps its state in a home
 * directory, listens on the loopback interface alone, and survives a kill of the process that holds it.
 */
package dev.wherry.embedded;

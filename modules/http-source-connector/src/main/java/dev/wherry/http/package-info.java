/** The Kafka Connect source connector for paged HTTP APIs. */
package dev.wherry.http;

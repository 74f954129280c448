/** What records become: which table's rows, or quarantined. Knows Kafka's records, but no database. */
package dev.wherry.sink.batch;

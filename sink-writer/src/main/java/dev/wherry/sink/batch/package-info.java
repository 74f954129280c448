/** Turns the records of a {@code put} into encoded rows and quarantined records. Opens no database connection. */
package dev.wherry.sink.batch;

/** The PostgreSQL side: migrations and schema check, one transaction per batch, offsets, and the meaning of failures. */
package dev.wherry.sink.database;

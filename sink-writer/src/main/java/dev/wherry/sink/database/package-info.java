/** The warehouse: its tables' migrations and check, one transaction a batch, offsets, refused rows, and what failures mean. */
package dev.wherry.sink.database;

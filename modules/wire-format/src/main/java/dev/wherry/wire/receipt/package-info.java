/**
 * What the stages say about files: which reading of a file an event belongs to, when a file was finished, and what became
 * of its events.
 */
@org.jspecify.annotations.NullMarked
package dev.wherry.wire.receipt;

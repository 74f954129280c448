/**
 * Splits the content of a file into events, one bounded read at a time. Every read starts where the one before ended,
 * or at a stored position. Memory is bounded, whatever the file contains.
 */
@NullMarked
package dev.wherry.split;

import org.jspecify.annotations.NullMarked;

/** Keeps what grows without limit small. */
package dev.wherry.operations.housekeeping;

/** Retry pauses, and problems until they pass. */
package dev.wherry.connect.retry;

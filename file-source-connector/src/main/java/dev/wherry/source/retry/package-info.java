/** When to try again what failed. */
package dev.wherry.source.retry;

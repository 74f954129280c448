/** Reads and publishes files that hold one JSON document each. */
package dev.wherry.source.document;

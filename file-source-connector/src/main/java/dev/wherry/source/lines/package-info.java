/** Tails and publishes growing files that hold one JSON document per line. */
package dev.wherry.source.lines;

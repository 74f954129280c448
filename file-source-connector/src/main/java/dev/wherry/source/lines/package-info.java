/** Files that hold one JSON document a line and grow. */
package dev.wherry.source.lines;

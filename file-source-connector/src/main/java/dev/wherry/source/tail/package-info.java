/** Files that are read in parts, because they may grow or be large: lines, rows, elements of an array. */
package dev.wherry.source.tail;

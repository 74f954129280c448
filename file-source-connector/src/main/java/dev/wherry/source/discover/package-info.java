/** Finding files, and sharing them out among tasks. */
package dev.wherry.source.discover;

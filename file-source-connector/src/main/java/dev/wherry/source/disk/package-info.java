/** The file system operations that the connector needs. */
package dev.wherry.source.disk;

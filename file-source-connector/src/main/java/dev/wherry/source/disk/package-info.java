/** The file system, as little of it as the connector needs. */
package dev.wherry.source.disk;

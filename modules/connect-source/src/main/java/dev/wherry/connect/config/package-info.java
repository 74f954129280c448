/** Options that the source connectors share, and what they require of a worker. */
package dev.wherry.connect.config;

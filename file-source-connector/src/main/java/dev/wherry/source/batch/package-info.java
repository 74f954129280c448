/** What one poll publishes. */
package dev.wherry.source.batch;

/** The events that one poll publishes. */
package dev.wherry.connect.batch;

/** The polls of a task, and the events that one publishes. */
package dev.wherry.connect.batch;

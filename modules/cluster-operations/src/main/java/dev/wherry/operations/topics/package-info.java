/** What any client needs to know about a topic's partitions. */
package dev.wherry.operations.topics;

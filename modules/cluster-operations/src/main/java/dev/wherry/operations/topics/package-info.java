/** Offsets of topic partitions. */
package dev.wherry.operations.topics;

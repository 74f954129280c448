/**
 * The topology: raw events in; the latest state of every key, the invalid events and the ledger out. Read
 * {@link dev.wherry.streams.topology.PipelineTopology} first.
 */
package dev.wherry.streams.topology;

/**
 * The topology: raw events in; the latest state of every key, the invalid events and the ledger out. Start with
 * {@link dev.wherry.streams.topology.PipelineTopology}.
 *
 * <p>An event has three types on its way, because each step knows something else about it:
 *
 * <ol>
 *   <li>{@link dev.wherry.streams.topology.ValidatedEvent} leaves the validation. It routes the event to its type or
 *       to quarantine.
 *   <li>{@link dev.wherry.streams.topology.Candidate} is a valid event that may become the state of its key. It crosses the
 *       repartition topic as encoded bytes. Most candidates are decided by their version alone, so they are decoded only
 *       where the contest needs more.
 *   <li>{@link dev.wherry.streams.topology.ContestResult} leaves the contest. It carries the outcome for the ledger
 *       and, if the key's state changes, the new state. The new state may be another event than the candidate.
 * </ol>
 *
 * <p>Invalid events and contest results have an outcome ({@link dev.wherry.streams.topology.HasOutcome}), so one
 * processor counts both.
 */
package dev.wherry.streams.topology;

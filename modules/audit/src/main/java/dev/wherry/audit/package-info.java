/**
 * Recounts the raw events and recomputes their outcomes without the code of the streams app and the sink: SQL over
 * temporary tables makes the decisions, so PostgreSQL bounds the memory.
 */
package dev.wherry.audit;

/**
 * Recounts the raw events and recomputes what must have become of them, without the streams app's and the sink's code: what decides
 * is SQL over temporary tables, whose memory PostgreSQL bounds.
 */
package dev.wherry.audit;

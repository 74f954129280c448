package dev.wherry.streams.topology;

import dev.wherry.wire.Origin;
import dev.wherry.wire.Outcome;

/** The result of validating a raw event. */
sealed interface ValidatedEvent {
    /** The event is valid by the contract of its type and goes to the task that owns its key. */
    record Valid(String type, Candidate candidate) implements ValidatedEvent {}

    /** The event is valid, and its contract keeps every event: nothing else decides about it here. */
    record Appended(String type, String feed, Origin origin, byte[] reading, byte[] event)
            implements ValidatedEvent, HasOutcome {
        /** The sink, which sees the table, corrects this for events that are not new. */
        @Override
        public Outcome outcome() {
            return Outcome.ACCEPTED;
        }
    }

    /** The contract of the event leaves it out. */
    record Skipped(String feed, Origin origin, byte[] reading) implements ValidatedEvent, HasOutcome {
        @Override
        public Outcome outcome() {
            return Outcome.SKIPPED;
        }
    }

    /** No contract accepts the event, and it goes to quarantine. */
    record Invalid(String feed, Origin origin, byte[] reading, byte[] event) implements ValidatedEvent, HasOutcome {
        @Override
        public Outcome outcome() {
            return Outcome.INVALID;
        }
    }
}

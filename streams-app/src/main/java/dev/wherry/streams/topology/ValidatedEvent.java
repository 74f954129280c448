package dev.wherry.streams.topology;

import dev.wherry.wire.Outcome;

/** What validation made of a raw event. */
sealed interface ValidatedEvent {
    /**
     * It obeys the contract of its type, and goes to the task that owns its key.
     *
     * @param candidate the event in {@link CandidateFormat}
     */
    record Valid(String type, byte[] candidate) implements ValidatedEvent {}

    /** It obeys no contract, and its way ends in quarantine. */
    record Invalid(String feed, byte[] event) implements ValidatedEvent, HasOutcome {
        @Override
        public Outcome outcome() {
            return Outcome.INVALID;
        }
    }
}

package dev.wherry.generator;

import java.time.Duration;

/**
 * The faults that a service injects, most of them as a probability for each event.
 *
 * @param duplicates the event is written twice, in two files of different names
 * @param stale the file of an earlier event is written again, half of the time with its old modification time
 * @param cutOff the file stays truncated; half of the time the complete event is written to another file later
 * @param pauses the writer pauses within the document
 * @param pause the length of a pause; must be shorter than the quiet period after which the source reads a file
 * @param shuffle the number of events that are buffered and written in random order; 0 keeps their order
 */
public record FaultConfig(double duplicates, double stale, double cutOff, double pauses, Duration pause, int shuffle) {
    /** No faults. */
    public static final FaultConfig NONE = new FaultConfig(0, 0, 0, 0, Duration.ofSeconds(2), 0);

    public FaultConfig {
        checkProbability("duplicates", duplicates);
        checkProbability("stale", stale);
        checkProbability("cut-off", cutOff);
        checkProbability("pauses", pauses);
        if (cutOff + pauses > 1) {
            throw new IllegalArgumentException("the sum of cut-off and pauses is greater than 1");
        }
        if (pause.isNegative()) {
            throw new IllegalArgumentException("the pause " + pause + " is negative");
        }
        if (shuffle < 0) {
            throw new IllegalArgumentException("shuffle " + shuffle + " is negative");
        }
    }

    private static void checkProbability(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " " + value + " is not a probability: use 0 to 1");
        }
    }
}

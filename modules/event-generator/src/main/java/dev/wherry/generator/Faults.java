package dev.wherry.generator;

import java.time.Duration;

/**
 * What goes wrong on the way into the inbox, each as a probability for an event.
 *
 * @param duplicates the event is written twice, in two files of different names
 * @param stale the file of some earlier event is dropped once more, half of the time with its old modification time
 * @param cutOff the file stays cut off for good; half of the time the event comes whole in another file later
 * @param pauses the writer pauses in mid-document
 * @param pause how long it pauses; must stay below the quiet period after which the source takes a file as it stands
 * @param shuffle events wait among that many others, and a random one of them is written next; 0 keeps their order
 */
public record Faults(double duplicates, double stale, double cutOff, double pauses, Duration pause, int shuffle) {
    /** A perfect world. */
    public static final Faults NONE = new Faults(0, 0, 0, 0, Duration.ofSeconds(2), 0);

    public Faults {
        checkProbability("duplicates", duplicates);
        checkProbability("stale", stale);
        checkProbability("cut-off", cutOff);
        checkProbability("pauses", pauses);
        if (cutOff + pauses > 1) {
            throw new IllegalArgumentException("cut-off and pauses are more than 1 together");
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
            throw new IllegalArgumentException(name + " " + value + " is no probability: give 0 to 1");
        }
    }
}

package dev.wherry.contracts.value;

import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ReasonCode;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with the values of one event. Reused from event to event, so that a valid event costs nothing here. */
public final class ProblemCollector {
    private static final int NONE = -1;
    /** More than are reported: an array of a million wrong elements would take a gigabyte. */
    private static final int MOST = 1_000;

    private final List<Reason> reasons = new ArrayList<>();
    private String pointer = "";
    private int element = NONE;

    /** What is said from now on is about this place. */
    public void at(String pointer) {
        this.pointer = pointer;
        this.element = NONE;
    }

    /** What is said from now on is about this element of the array at the place. */
    void element(int index) {
        this.element = index;
    }

    public void add(ReasonCode code, String message) {
        if (reasons.size() < MOST) {
            reasons.add(code.at(element == NONE ? pointer : pointer + "/" + element, message));
        }
    }

    public boolean isEmpty() {
        return reasons.isEmpty();
    }

    /** Hands over what was said, and forgets it. */
    public List<Reason> take() {
        List<Reason> taken = List.copyOf(reasons);
        reasons.clear();
        return taken;
    }
}

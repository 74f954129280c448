package dev.wherry.contracts.value;

import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ReasonCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the problems found in the values of one event. Reused for the next event, so that a valid event allocates
 * nothing here.
 */
public final class ProblemCollector {
    private static final int NONE = -1;

    /** More than are reported. Without a limit, an array of a million invalid elements would take a gigabyte. */
    private static final int MAX_PROBLEMS = 1_000;

    private final List<Reason> reasons = new ArrayList<>();
    private String pointer = "";
    private int element = NONE;
    private String array = "";
    private int child = NONE;

    /** Attributes the problems that follow to this JSON pointer. */
    public void moveTo(String pointer) {
        this.pointer = pointer;
        this.element = NONE;
    }

    /** From now on, pointers are relative to this element of the array at a pointer. */
    public void enterChild(String array, int index) {
        this.array = array;
        this.child = index;
    }

    /** From now on, pointers are relative to the event. */
    public void leaveChild() {
        this.child = NONE;
    }

    /** Attributes the problems that follow to this element of the array at the current pointer. */
    void moveToElement(int index) {
        this.element = index;
    }

    public void add(ReasonCode code, String message) {
        if (reasons.size() < MAX_PROBLEMS) {
            reasons.add(code.reason(location(), message));
        }
    }

    private String location() {
        String location = child == NONE ? pointer : array + "/" + child + pointer;
        return element == NONE ? location : location + "/" + element;
    }

    /** The number of problems collected so far. */
    public int size() {
        return reasons.size();
    }

    public boolean isEmpty() {
        return reasons.isEmpty();
    }

    /** Returns the problems collected so far and starts over. */
    public List<Reason> drain() {
        List<Reason> drained = List.copyOf(reasons);
        reasons.clear();
        return drained;
    }
}

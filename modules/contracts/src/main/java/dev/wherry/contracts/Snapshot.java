package dev.wherry.contracts;

/**
 * Each file has all rows of a type: a row that the newest file lacks is deleted.
 *
 * @param order what makes a file newer than another
 * @param shrink the share of the rows, from 0 to 1, that a file may delete; one that would delete more deletes nothing. 1 is
 *     no limit
 */
public record Snapshot(Order order, double shrink) {
    /** What orders the files. */
    public enum Order {
        /** The greater name is newer; of files of one name, the one whose reading began later. */
        NAME,
        /** The file whose reading began later is newer. */
        ARRIVAL
    }
}

package dev.wherry.audit;

/**
 * One thing that is not as the raw events say it must be.
 *
 * @param place where it was found: a topic, a table or a feed
 * @param subject what it is about: a key, a record, a file and offset
 */
public record Difference(String place, String subject, String expected, String found) {
    public Difference {
        place = printable(place);
        subject = printable(subject);
        expected = printable(expected);
        found = printable(found);
    }

    /** Keys and file names come from outside: none of them may move the cursor of a terminal or begin a line. */
    static String printable(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '·' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    @Override
    public String toString() {
        return place + (subject.isEmpty() ? "" : ", " + subject) + ": expected " + expected + ", found " + found;
    }
}

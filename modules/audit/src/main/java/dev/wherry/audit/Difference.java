package dev.wherry.audit;

/**
 * One deviation from what the raw events imply.
 *
 * @param place where it was found: a topic, a table or a feed
 * @param subject what differs: a key, a record, a file and offset
 */
public record Difference(String place, String subject, String expected, String found) {
    public Difference {
        place = printable(place);
        subject = printable(subject);
        expected = printable(expected);
        found = printable(found);
    }

    /** Keys and file names are untrusted input: they must not contain terminal control sequences or line breaks. */
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

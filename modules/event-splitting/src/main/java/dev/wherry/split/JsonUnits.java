package dev.wherry.split;

/** What single units mean in JSON. */
final class JsonUnits {
    private static final boolean[] SPACE = table(" \t\n\r");
    private static final boolean[] AFTER_SCALAR = table(" \t\n\r,]}[{:\"");
    private static final boolean[] DOCUMENT = table("{[\"-0123456789tfn");
    private static final boolean[] NO_VALUE = table(" \t\n\r,]}:");

    private JsonUnits() {}

    private static boolean[] table(String units) {
        boolean[] table = new boolean[256];
        units.chars().forEach(unit -> table[unit] = true);
        return table;
    }

    static int skipSpace(byte[] units, int from, int to) {
        int i = from;
        while (i < to && SPACE[units[i] & 0xff]) {
            i++;
        }
        return i;
    }

    /** Behind a number, a literal, or what stands in place of one. */
    static int endOfScalar(byte[] units, int from, int to) {
        int i = from;
        while (i < to && !AFTER_SCALAR[units[i] & 0xff]) {
            i++;
        }
        return i;
    }

    /** Whether a value starts with it, or something malformed in place of a value. */
    static boolean startsValue(byte unit) {
        return !NO_VALUE[unit & 0xff];
    }

    /** Whether a JSON document can start with it. */
    static boolean startsDocument(byte unit) {
        return DOCUMENT[unit & 0xff];
    }
}

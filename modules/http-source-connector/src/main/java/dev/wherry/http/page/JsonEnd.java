package dev.wherry.http.page;

/** Where a JSON document ends. */
final class JsonEnd {
    private JsonEnd() {}

    /** Whether the bytes end within a string, an object or an array, so that more should follow. */
    static boolean isWithin(byte[] json) {
        int depth = 0;
        boolean inString = false;
        for (int i = 0; i < json.length; i++) {
            if (inString && json[i] == '\\') {
                i++;
            } else if (json[i] == '"') {
                inString = !inString;
            } else if (!inString && (json[i] == '{' || json[i] == '[')) {
                depth++;
            } else if (!inString && (json[i] == '}' || json[i] == ']')) {
                depth--;
            }
        }
        return inString || depth > 0;
    }
}

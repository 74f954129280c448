package dev.wherry.split;

import dev.wherry.wire.format.Encoding;
import java.util.Arrays;
import java.util.List;

/** The JSON Pointer of the array whose elements are the events. Each token is the name of a member of an object. */
record ItemsPointer(String text, List<String> names, Encoding encoding) {
    /** Bytes of a name per character: an escape of six units. */
    private static final int MAX_BYTES_PER_CHAR = 12;

    static ItemsPointer of(String text, Encoding encoding) {
        List<String> names = text.isEmpty()
                ? List.of()
                : Arrays.stream(text.substring(1).split("/", -1))
                        .map(name -> name.replace("~1", "/").replace("~0", "~"))
                        .toList();
        return new ItemsPointer(text, names, encoding);
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    int depth() {
        return names.size();
    }

    /** No equal name is longer, whatever it escapes. */
    int maxBytes(int level) {
        return names.get(level).length() * MAX_BYTES_PER_CHAR;
    }

    /** @param name the name of a member, without the quotes, as it is written */
    boolean matches(int level, byte[] name) {
        return unescape(new String(name, encoding.charset())).equals(names.get(level));
    }

    /** Malformed escapes match nothing that is well-formed. */
    private static String unescape(String name) {
        if (name.indexOf('\\') < 0) {
            return name;
        }
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '\\' || i + 1 == name.length()) {
                text.append(c);
                continue;
            }
            char escape = name.charAt(++i);
            switch (escape) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    int unit = hex(name, i + 1);
                    if (unit < 0) {
                        text.append("\\u");
                    } else {
                        text.append((char) unit);
                        i += 4;
                    }
                }
                default -> text.append(escape);
            }
        }
        return text.toString();
    }

    private static int hex(String name, int from) {
        if (from + 4 > name.length()) {
            return -1;
        }
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(name.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}

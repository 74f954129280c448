package dev.wherry.split;

import java.util.Random;

/** Makes JSON of every shape. */
record RandomJson(Random random) {
    private static final String[] STRINGS = {
        "", "a", "[", "]", "{", "}", ",", ":", "\\\"", "\\\\", "\\u005d", "é", "😀", "\\n", "data", " "
    };
    private static final String[] SCALARS = {"0", "-1", "12.5e-3", "true", "false", "null", "123456789012345678"};

    /** Documents one after the other. */
    String documents() {
        StringBuilder text = new StringBuilder(space());
        for (int i = random.nextInt(3); i >= 0; i--) {
            String document = random.nextInt(3) == 0 ? value(3) : array(5);
            // Jackson demands it behind a number or a literal.
            boolean nested = document.matches("(?s)[{\\[\"].*");
            text.append(document).append(nested ? space() : " ");
        }
        return text.toString();
    }

    String array(int maxElements) {
        StringBuilder text = new StringBuilder("[").append(space());
        int elements = random.nextInt(maxElements + 1);
        for (int i = 0; i < elements; i++) {
            text.append(i == 0 ? "" : "," + space()).append(value(3)).append(space());
        }
        return text.append(']').toString();
    }

    String value(int depth) {
        int kind = random.nextInt(depth == 0 ? 2 : 4);
        if (kind == 0) {
            return SCALARS[random.nextInt(SCALARS.length)];
        }
        if (kind == 1) {
            return string();
        }
        StringBuilder text = new StringBuilder(kind == 2 ? "[" : "{").append(space());
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : "," + space())
                    .append(kind == 2 ? "" : string() + space() + ":" + space())
                    .append(value(depth - 1))
                    .append(space());
        }
        return text.append(kind == 2 ? ']' : '}').toString();
    }

    private String string() {
        StringBuilder text = new StringBuilder("\"");
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(STRINGS[random.nextInt(STRINGS.length)]);
        }
        return text.append('"').toString();
    }

    String space() {
        return switch (random.nextInt(6)) {
            case 0 -> " ";
            case 1 -> "\r\n\t";
            default -> "";
        };
    }
}

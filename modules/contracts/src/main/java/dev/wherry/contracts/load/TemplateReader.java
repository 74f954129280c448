package dev.wherry.contracts.load;

import static dev.wherry.wire.source.RequestTemplate.CURSOR;
import static dev.wherry.wire.source.RequestTemplate.DAY;
import static dev.wherry.wire.source.RequestTemplate.LAST;
import static dev.wherry.wire.source.RequestTemplate.NAMES;
import static dev.wherry.wire.source.RequestTemplate.OFFSET;
import static dev.wherry.wire.source.RequestTemplate.PAGE;

import dev.wherry.wire.Suggestions;
import dev.wherry.wire.source.RequestTemplate;
import dev.wherry.wire.source.RequestTemplate.Placeholder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks the placeholders in {@code source.http}, and remembers which there are. */
final class TemplateReader {
    private final YamlMapping http;
    private final String eachName;
    private final boolean hasCursor;
    private final Set<String> found = new HashSet<>();
    private boolean moves;

    /**
     * @param eachName the name of the list of values; empty if there is none
     * @param hasCursor whether answers contain a cursor
     */
    TemplateReader(YamlMapping http, String eachName, boolean hasCursor) {
        this.http = http;
        this.eachName = eachName;
        this.hasCursor = hasCursor;
    }

    void check(YamlMapping mapping, String name, String text, boolean follows) {
        checkAt(mapping.pointer(name), text, follows);
    }

    /** @param follows whether the text belongs to a request that follows another */
    void checkAt(String pointer, String text, boolean follows) {
        for (Placeholder placeholder : new RequestTemplate(text).placeholders()) {
            found.add(placeholder.name());
            check(pointer, placeholder, follows);
            moves |= Set.of(PAGE, OFFSET).contains(placeholder.name())
                    || (follows && Set.of(CURSOR, LAST).contains(placeholder.name()));
        }
    }

    private void check(String pointer, Placeholder placeholder, boolean follows) {
        switch (placeholder.name()) {
            case DAY -> {
                try {
                    placeholder.checkDay();
                } catch (IllegalArgumentException e) {
                    http.faultAt(pointer, String.valueOf(e.getMessage()), "write {day} or {day:yyyyMMdd}, for example");
                }
            }
            case LAST -> {
                if (placeholder.argument() == null || !placeholder.argument().startsWith("/")) {
                    http.faultAt(pointer, "contains " + placeholder + " without a JSON pointer", "write {last:/id}");
                }
                requireFollowing(pointer, placeholder, follows);
            }
            case CURSOR -> {
                requireFollowing(pointer, placeholder, follows);
                if (!hasCursor) {
                    http.faultAt(pointer, "contains {cursor}, which no answer has", "write next.cursor: /next_cursor");
                }
            }
            case PAGE, OFFSET -> requireNoArgument(pointer, placeholder);
            default -> {
                if (placeholder.name().equals(eachName)) {
                    requireNoArgument(pointer, placeholder);
                } else {
                    unknown(pointer, placeholder);
                }
            }
        }
    }

    private void requireFollowing(String pointer, Placeholder placeholder, boolean follows) {
        if (!follows) {
            http.faultAt(
                    pointer, "contains " + placeholder + ", which the first page does not have", "write it below next");
        }
    }

    private void requireNoArgument(String pointer, Placeholder placeholder) {
        if (placeholder.argument() != null) {
            http.faultAt(
                    pointer, "contains " + placeholder + " with an argument", "write {" + placeholder.name() + "}");
        }
    }

    private void unknown(String pointer, Placeholder placeholder) {
        List<String> known = new ArrayList<>(NAMES);
        if (!eachName.isEmpty()) {
            known.add(eachName);
        }
        String remedy = Suggestions.to(placeholder.name(), known)
                .map(suggestion -> "did you mean {" + suggestion + "}?")
                .orElse("write one of " + String.join(", ", known) + ", or add it to each");
        http.faultAt(pointer, "contains the unknown placeholder " + placeholder, remedy);
    }

    /** Whether any request has such a placeholder. */
    boolean has(String name) {
        return found.contains(name);
    }

    /** Whether following requests differ from each other. */
    boolean moves() {
        return moves;
    }

    /** Whether a text has neither placeholders nor references. */
    boolean isLiteral(String text) {
        return !SourceOptions.hasReference(text)
                && new RequestTemplate(text).placeholders().isEmpty();
    }

    /** Each value of the list must be requested. */
    void requireEach() {
        if (!eachName.isEmpty() && !found.contains(eachName)) {
            http.fault(
                    "each",
                    "has no effect: no request contains {" + eachName + "}",
                    "write {" + eachName + "} into url, query, headers or body, or remove each");
        }
    }
}

package dev.wherry.contracts.event;

import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ReasonCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts what the schema says and what the columns say into one list, in which nothing is said twice: a column that finds no text where the schema found no text
 * adds nothing.
 */
final class Reasons {
    /** They travel in a record's header, whose size is bounded. */
    static final int MOST = 100;

    private static final int LONGEST = 1_000;

    /** Keywords of the schema that, in the same place, already say what a column says. */
    private static final Map<String, Set<String>> SAID_BY = Map.of(
            ReasonCode.TYPE.code(), Set.of("type", "enum", "const"),
            ReasonCode.MISSING_KEY.code(), Set.of("type", "required", "enum", "const"),
            ReasonCode.OUT_OF_RANGE.code(), Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
            ReasonCode.UUID_FORMAT.code(), Set.of("type", "format", "pattern", "minLength", "maxLength"),
            ReasonCode.DATE_FORMAT.code(), Set.of("type", "format", "pattern", "minLength", "maxLength"),
            ReasonCode.TIMESTAMP_FORMAT.code(), Set.of("type", "format", "pattern", "minLength", "maxLength"));

    private Reasons() {}

    static List<Reason> merge(List<Reason> ofSchema, List<Reason> ofValues) {
        Set<String> said = new HashSet<>();
        List<Reason> merged = new ArrayList<>();
        for (Reason reason : ofSchema) {
            if (said.add(key(reason.pointer(), reason.code()))) {
                merged.add(reason);
            }
        }
        for (Reason reason : ofValues) {
            if (!saidBySchema(reason, said) && said.add(key(reason.pointer(), reason.code()))) {
                merged.add(reason);
            }
        }
        merged.sort(Comparator.comparing(Reason::pointer).thenComparing(Reason::code));
        return bounded(merged);
    }

    private static boolean saidBySchema(Reason reason, Set<String> said) {
        boolean there = SAID_BY.getOrDefault(reason.code(), Set.of()).stream()
                .anyMatch(keyword -> said.contains(key(reason.pointer(), keyword)));
        return there
                || (reason.code().equals(ReasonCode.MISSING_KEY.code()) && anAncestorIsMissing(reason.pointer(), said));
    }

    private static boolean anAncestorIsMissing(String pointer, Set<String> said) {
        for (int end = pointer.lastIndexOf('/'); end >= 0; end = pointer.lastIndexOf('/', end - 1)) {
            String ancestor = pointer.substring(0, end);
            if (said.contains(key(ancestor, "required")) || said.contains(key(ancestor, "type"))) {
                return true;
            }
        }
        return false;
    }

    static List<Reason> bounded(List<Reason> reasons) {
        List<Reason> kept = new ArrayList<>();
        for (Reason reason : reasons.subList(0, Math.min(reasons.size(), MOST))) {
            kept.add(new Reason(reason.code(), cut(reason.pointer()), cut(reason.message())));
        }
        if (reasons.size() > MOST) {
            kept.add(ReasonCode.MORE_REASONS.at("", "there are " + (reasons.size() - MOST) + " more reasons"));
        }
        return kept;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static String key(String pointer, String code) {
        return pointer + ' ' + code;
    }
}

package dev.wherry.contracts.event;

import dev.wherry.contracts.Reason;
import dev.wherry.contracts.ReasonCode;
import dev.wherry.contracts.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Merges the reasons of the schema and of the columns without duplicates: if the schema already requires a string, a
 * column that requires one adds nothing.
 */
final class ReasonMerger {
    private static final int MAX_TEXT_LENGTH = 1_000;

    /** The schema keywords that, at the same location, already report what a column's code reports. */
    private static final Map<String, Set<String>> REPORTED_BY = Map.of(
            ReasonCode.TYPE.code(), Set.of("type", "enum", "const"),
            ReasonCode.MISSING_KEY.code(), Set.of("type", "required", "enum", "const"),
            ReasonCode.OUT_OF_RANGE.code(), Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
            ReasonCode.UUID_FORMAT.code(), Set.of("type", "format", "pattern", "minLength", "maxLength"),
            ReasonCode.DATE_FORMAT.code(), Set.of("type", "format", "pattern", "minLength", "maxLength"),
            ReasonCode.TIMESTAMP_FORMAT.code(), Set.of("type", "format", "pattern", "minLength", "maxLength"));

    private ReasonMerger() {}

    static List<Reason> merge(List<Reason> schemaReasons, List<Reason> valueReasons) {
        Set<String> reported = new HashSet<>();
        List<Reason> merged = new ArrayList<>();
        for (Reason reason : schemaReasons) {
            if (reported.add(key(reason.pointer(), reason.code()))) {
                merged.add(reason);
            }
        }
        for (Reason reason : valueReasons) {
            if (!isReportedBySchema(reason, reported) && reported.add(key(reason.pointer(), reason.code()))) {
                merged.add(reason);
            }
        }
        merged.sort(Comparator.comparing(Reason::pointer).thenComparing(Reason::code));
        return truncate(merged);
    }

    private static boolean isReportedBySchema(Reason reason, Set<String> reported) {
        boolean sameLocation = REPORTED_BY.getOrDefault(reason.code(), Set.of()).stream()
                .anyMatch(keyword -> reported.contains(key(reason.pointer(), keyword)));
        return sameLocation
                || (reason.code().equals(ReasonCode.MISSING_KEY.code())
                        && isAncestorMissing(reason.pointer(), reported));
    }

    private static boolean isAncestorMissing(String pointer, Set<String> reported) {
        for (int end = pointer.lastIndexOf('/'); end >= 0; end = pointer.lastIndexOf('/', end - 1)) {
            String ancestor = pointer.substring(0, end);
            if (reported.contains(key(ancestor, "required")) || reported.contains(key(ancestor, "type"))) {
                return true;
            }
        }
        return false;
    }

    static List<Reason> truncate(List<Reason> reasons) {
        List<Reason> kept = new ArrayList<>();
        for (Reason reason : reasons.subList(0, Math.min(reasons.size(), Verdict.Invalid.MAX_REASONS))) {
            kept.add(new Reason(reason.code(), cut(reason.pointer()), cut(reason.message())));
        }
        if (reasons.size() > Verdict.Invalid.MAX_REASONS) {
            kept.add(ReasonCode.MORE_REASONS.reason(
                    "", "there are " + (reasons.size() - Verdict.Invalid.MAX_REASONS) + " more reasons"));
        }
        return kept;
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT_LENGTH ? text : text.substring(0, MAX_TEXT_LENGTH) + "…";
    }

    private static String key(String pointer, String code) {
        return pointer + ' ' + code;
    }
}

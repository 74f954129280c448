package dev.wherry.http.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.http.client.Answer;
import dev.wherry.http.client.FetchException;
import dev.wherry.http.client.FetchException.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out which page follows an answer. */
public final class PageSequence {
    private static final Pattern LINK = Pattern.compile("<([^>]*)>([^<]*)");
    private static final Pattern RELATION =
            Pattern.compile(";\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;,\"]+))", Pattern.CASE_INSENSITIVE);

    private final Optional<NextRule> rule;

    public PageSequence(Optional<NextRule> rule) {
        this.rule = rule;
    }

    /**
     * The page after an answer; empty if it is the last one.
     *
     * @param items the number of items of the answer
     * @param last the bytes of the last one; null if there is none
     */
    public Optional<PageState> after(PageState state, Answer answer, int items, byte[] last) throws FetchException {
        if (rule.isEmpty() || items < rule.get().end().fewerThan()) {
            return Optional.empty();
        }
        NextRule next = rule.get();
        String link = null;
        if (!next.link().isEmpty()) {
            Optional<String> found = link(answer, next.link());
            if (found.isEmpty()) {
                return Optional.empty();
            }
            link = found.get();
        }
        JsonNode cursor = null;
        if (next.cursor().isPresent()) {
            cursor = find(answer.body(), next.cursor().get());
            if (isAbsent(cursor)) {
                return Optional.empty();
            }
        }
        Map<String, JsonNode> values = last == null ? state.last() : lastValues(next.lastPointers(), last);
        return Optional.of(new PageState(state.number() + 1, state.offset() + items, cursor, values, link));
    }

    private static boolean isAbsent(JsonNode cursor) throws FetchException {
        if (cursor == null
                || cursor.isNull()
                || (cursor.isTextual() && cursor.textValue().isEmpty())) {
            return true;
        }
        if (cursor.isContainerNode()) {
            throw new FetchException(Kind.BAD_ANSWER, "the value at source.http.next.cursor is no cursor", null);
        }
        return cursor.isBoolean() && !cursor.booleanValue();
    }

    private static Map<String, JsonNode> lastValues(List<String> pointers, byte[] last) throws FetchException {
        Map<String, JsonNode> values = new HashMap<>();
        for (String pointer : pointers) {
            JsonNode value = find(last, JsonPointer.compile(pointer));
            if (value == null || value.isNull() || value.isContainerNode()) {
                throw new FetchException(Kind.BAD_ANSWER, "the last item of a page has no value at " + pointer, null);
            }
            values.put(pointer, value);
        }
        return values;
    }

    /** The value at a pointer; null if there is none. */
    public static JsonNode find(byte[] json, JsonPointer pointer) throws FetchException {
        try (JsonParser parser = new FilteringParserDelegate(
                new JsonFactory().createParser(json),
                new JsonPointerBasedFilter(pointer),
                Inclusion.ONLY_INCLUDE_ALL,
                false)) {
            return parser.nextToken() == null ? null : Json.MAPPER.readTree(parser);
        } catch (IOException e) {
            // its message would quote the answer
            throw new FetchException(Kind.BAD_ANSWER, "it is no JSON", null);
        }
    }

    private static Optional<String> link(Answer answer, String relation) throws FetchException {
        for (String header : answer.header("Link")) {
            Matcher link = LINK.matcher(header);
            while (link.find()) {
                Matcher found = RELATION.matcher(link.group(2));
                while (found.find()) {
                    String relations = found.group(1) == null ? found.group(2) : found.group(1);
                    if (List.of(relations.split("\\s+")).contains(relation)) {
                        return Optional.of(resolved(answer.uri(), link.group(1)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String resolved(URI answer, String link) throws FetchException {
        try {
            return answer.resolve(link.strip()).toString();
        } catch (IllegalArgumentException e) {
            throw new FetchException(Kind.BAD_ANSWER, "the header Link does not contain an address", null);
        }
    }
}

package dev.wherry.http.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.wherry.wire.source.RequestTemplate;
import dev.wherry.wire.source.RequestTemplate.Placeholder;
import java.time.LocalDate;

/**
 * The values of placeholders in one request.
 *
 * @param eachName the name of a list of values; empty for none
 * @param each one of them; null for none
 * @param day null for none
 * @param firstPage the number that the placeholder of the first page gets
 */
record PageValues(String eachName, String each, LocalDate day, long firstPage, PageState state) {
    /** Null if there is none. */
    JsonNode of(Placeholder placeholder) {
        return switch (placeholder.name()) {
            case RequestTemplate.DAY -> day == null ? null : new TextNode(placeholder.format(day));
            case RequestTemplate.PAGE -> new LongNode(firstPage + state.number() - 1);
            case RequestTemplate.OFFSET -> new LongNode(state.offset());
            case RequestTemplate.CURSOR -> state.cursor();
            case RequestTemplate.LAST ->
                placeholder.argument() == null ? null : state.last().get(placeholder.argument());
            default -> each != null && placeholder.name().equals(eachName) ? new TextNode(each) : null;
        };
    }

    String fill(RequestTemplate template) {
        return template.fill(this::text);
    }

    String text(Placeholder placeholder) {
        JsonNode value = of(placeholder);
        return value == null ? null : value.asText();
    }
}

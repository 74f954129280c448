package dev.wherry.http.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which page of a scope is requested: the values that its placeholders need.
 *
 * @param number of the page, from 1
 * @param offset the number of items on the pages before
 * @param cursor what the answer before says; null for none
 * @param last values of the last item of the answer before, by their pointers
 * @param link the address of the page; null for that of the feed
 */
public record PageState(int number, long offset, JsonNode cursor, Map<String, JsonNode> last, String link) {
    /** The first page. */
    public static final PageState FIRST = new PageState(1, 0, null, Map.of(), null);

    public PageState {
        last = Map.copyOf(last);
    }

    /** As it is stored. */
    public String toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("number", number).put("offset", offset);
        if (cursor != null) {
            json.set("cursor", cursor);
        }
        if (!last.isEmpty()) {
            json.putObject("last").setAll(new TreeMap<>(last));
        }
        if (link != null) {
            json.put("link", link);
        }
        return json.toString();
    }

    /** @throws IllegalArgumentException if {@link #toJson} cannot have returned the text */
    public static PageState ofJson(String text) {
        try {
            JsonNode json = Json.MAPPER.readTree(text);
            if (!json.isObject() || !json.path("number").isInt()) {
                throw new IllegalArgumentException("its request is incomplete");
            }
            Map<String, JsonNode> last = new TreeMap<>();
            json.path("last").fields().forEachRemaining(value -> last.put(value.getKey(), value.getValue()));
            return new PageState(
                    json.path("number").asInt(),
                    json.path("offset").asLong(),
                    json.get("cursor"),
                    last,
                    json.path("link").textValue());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("its request is no JSON", e);
        }
    }
}

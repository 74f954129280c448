package dev.wherry.testing.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lists of items by type and day, and answers with a page of one. The page is requested in any of the usual ways: {@code page},
 * {@code offset}, {@code cursor}, {@code after} an id, or {@code from} an id, which is on the page. Parameters are in the query
 * or in a JSON body. Thread-safe.
 */
public final class PagedItems {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int DEFAULT_LIMIT = 3;

    private final Map<String, List<String>> lists = new TreeMap<>();

    /** Adds an item, which is JSON with an id, to the end of a list. */
    public synchronized void add(String type, String day, String item) {
        lists.computeIfAbsent(type + "/" + day, key -> new ArrayList<>()).add(item);
    }

    /** Replaces an item. */
    public synchronized void replace(String type, String day, int index, String item) {
        lists.get(type + "/" + day).set(index, item);
    }

    /** All items of all lists. */
    public synchronized List<String> all() {
        return lists.values().stream().flatMap(List::stream).toList();
    }

    /** The page that a request asks for. */
    public synchronized HttpAnswer answer(HttpRequest request) {
        Map<String, String> parameters = parameters(request);
        List<String> list = lists.getOrDefault(
                parameters.getOrDefault("type", "") + "/" + parameters.getOrDefault("day", ""), List.of());
        int limit = Integer.parseInt(parameters.getOrDefault("limit", String.valueOf(DEFAULT_LIMIT)));
        int from = Math.min(start(parameters, list, limit), list.size());
        int to = Math.min(from + limit, list.size());
        String array = "[" + String.join(",\n ", list.subList(from, to)) + "]";
        if (parameters.containsKey("bare")) {
            HttpAnswer answer = HttpAnswer.json(array);
            return to == list.size() ? answer : answer.with("Link", "<" + link(parameters, to) + ">; rel=\"next\"");
        }
        String cursor = to == list.size() ? "null" : "\"c" + to + "\"";
        String link = to == list.size() ? "null" : "\"" + link(parameters, to) + "\"";
        return HttpAnswer.json("{\"count\": " + (to - from) + ", \"data\": " + array + ", \"next_cursor\": " + cursor
                + ", \"links\": {\"next\": " + link + "}}");
    }

    private static String link(Map<String, String> parameters, int to) {
        Map<String, String> following = new TreeMap<>(parameters);
        following.put("cursor", "c" + to);
        List<String> pairs = new ArrayList<>();
        following.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return "/data?" + String.join("&", pairs);
    }

    private static int start(Map<String, String> parameters, List<String> list, int limit) {
        if (parameters.containsKey("cursor")) {
            return Integer.parseInt(parameters.get("cursor").substring(1));
        }
        if (parameters.containsKey("page")) {
            return (Integer.parseInt(parameters.get("page")) - 1) * limit;
        }
        if (parameters.containsKey("offset")) {
            return Integer.parseInt(parameters.get("offset"));
        }
        String after = parameters.get("after");
        String from = parameters.get("from");
        for (int i = 0; i < list.size(); i++) {
            String id = id(list.get(i));
            if (id.equals(after)) {
                return i + 1;
            }
            if (id.equals(from)) {
                return i;
            }
        }
        return 0;
    }

    private static String id(String item) {
        try {
            return MAPPER.readTree(item).path("id").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> parameters(HttpRequest request) {
        Map<String, String> parameters = new HashMap<>(request.query());
        if (request.body().length > 0) {
            try {
                JsonNode body = MAPPER.readTree(request.body());
                body.fields()
                        .forEachRemaining(field ->
                                parameters.put(field.getKey(), field.getValue().asText()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return parameters;
    }
}

package dev.wherry.contracts.load;

import static dev.wherry.wire.source.RequestTemplate.CURSOR;
import static dev.wherry.wire.source.RequestTemplate.DAY;
import static dev.wherry.wire.source.RequestTemplate.LAST;
import static dev.wherry.wire.source.RequestTemplate.NAMES;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.FieldPath;
import dev.wherry.wire.source.SecretNames;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what {@code source.http} of a feed file says of requests. */
final class HttpRequestReader {
    private static final Set<String> RESTRICTED =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

    private final YamlMapping http;
    private final SourceOptions options;
    private final TemplateReader templates;

    HttpRequestReader(YamlMapping http, SourceOptions options) {
        this.http = http;
        this.options = options;
        this.templates = new TemplateReader(http, each(), cursor());
    }

    /** Whether requests contain a day. */
    boolean read() {
        String method =
                http.text("method", "GET|POST|PUT", "write GET, POST or PUT").orElse("GET");
        options.put("method", method);
        url();
        headers(http, "headers.", false);
        query(http, "query.", false);
        if (http.has("body") && method.equals("GET")) {
            http.fault("body", "does not apply to the method GET", "write method: POST, or remove it");
        }
        new HttpBodyReader(options, templates).read(http, "body", "body", false);
        path(http, "items", "items");
        next();
        templates.requireEach();
        return templates.has(DAY);
    }

    private void url() {
        http.text("url").ifPresent(url -> {
            templates.check(http, "url", url, false);
            String plain = url.replaceAll("\\$?\\{[^}]*\\}", "x");
            try {
                SourceOptions.checkUrl(plain);
            } catch (IllegalArgumentException e) {
                http.fault("url", "is no URL", "write one such as https://api.example.com/data");
            }
            if (plain.matches("[a-z]+://[^/]*@.*")) {
                http.fault("url", "contains credentials", "write them below auth");
            }
            String behindHost = url.replaceFirst("^[a-z]+://[^/?]*", "");
            if (SourceOptions.hasReference(behindHost)) {
                http.fault(
                        "url",
                        "has a reference behind the host, where messages would show its value",
                        "write it below headers or query");
            }
            options.put("url", url);
        });
    }

    /** The name of the list of values; empty if there is none. */
    private String each() {
        YamlMapping each = http.mapping("each");
        if (!http.has("each")) {
            return "";
        }
        if (!each.isObject() || each.names().size() != 1) {
            http.fault("each", "is not one name with a list", "write one such as {type: [charge, refund]}");
            return "";
        }
        String name = each.names().iterator().next();
        if (!name.matches("[a-zA-Z][\\w-]*") || NAMES.contains(name)) {
            each.fault(name, "cannot be the name of a list", "write letters, and none of " + String.join(", ", NAMES));
        }
        List<String> values = each.list(name, "charge", (value, pointer) -> {
            if (!value.asText().matches("[\\w.:-]+")) {
                http.faultAt(pointer, "has characters other than letters, digits, _, -, . and :", "write another");
            }
            return Optional.of(value.asText());
        });
        if (values.isEmpty()) {
            each.fault(name, "is no list with values", "write one such as [charge, refund]");
        }
        if (values.stream().distinct().count() < values.size()) {
            each.fault(name, "has a value more than once", "remove it");
        }
        options.put("each.name", name);
        options.put("each.values", String.join(",", values));
        return name;
    }

    private boolean cursor() {
        return http.mapping("next").has("cursor");
    }

    private void headers(YamlMapping mapping, String prefix, boolean follows) {
        YamlMapping headers = mapping.mapping("headers");
        for (String name : names(mapping, "headers")) {
            if (RESTRICTED.contains(name.toLowerCase(Locale.ROOT))) {
                headers.fault(name, "is set by the client", "remove it");
            }
            if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                headers.fault(name, "is no name of a header", "write letters, digits and -");
            }
            value(headers, name, prefix + name, follows, SecretNames.isHeader(name));
        }
    }

    private void query(YamlMapping mapping, String prefix, boolean follows) {
        YamlMapping query = mapping.mapping("query");
        for (String name : names(mapping, "query")) {
            value(query, name, prefix + name, follows, SecretNames.isParameter(name));
        }
    }

    private List<String> names(YamlMapping mapping, String key) {
        if (!mapping.has(key)) {
            return List.of();
        }
        if (!mapping.mapping(key).isObject()) {
            mapping.fault(key, "is not a mapping", "write one such as {name: value}");
            return List.of();
        }
        return List.copyOf(mapping.mapping(key).names());
    }

    /** A string, a number or a boolean. */
    private void value(YamlMapping mapping, String name, String option, boolean follows, boolean secret) {
        JsonNode value = mapping.get(name);
        if (!value.isValueNode() || value.isNull()) {
            mapping.fault(name, "is not a value", "write a string or a number");
            return;
        }
        templates.check(mapping, name, value.asText(), follows);
        if (secret && templates.isLiteral(value.asText())) {
            SourceOptions.literalSecret(mapping, name);
        }
        options.put(option, value.asText());
    }

    private void path(YamlMapping mapping, String name, String option) {
        Optional<FieldPath> path = mapping.path(name);
        path.ifPresent(present -> options.put(option, mapping.get(name).asText()));
    }

    private void next() {
        YamlMapping next = http.mapping("next");
        if (!http.has("next")
                || !next.isObjectOf(
                        Set.of(), Set.of("url", "headers", "query", "body", "cursor", "link", "first", "until"))) {
            return;
        }
        next.text("url").ifPresent(url -> {
            templates.check(next, "url", url, true);
            options.put("next.url", url);
        });
        headers(next, "next.headers.", true);
        query(next, "next.query.", true);
        new HttpBodyReader(options, templates).read(next, "body", "next.body", true);
        path(next, "cursor", "next.cursor");
        options.text(next, "link", "next.link");
        options.number(next, "first", "next.first", 0, 1_000_000);
        until(next);
        if (next.has("cursor") && !templates.has(CURSOR)) {
            next.fault("cursor", "has no effect", "write {cursor} into url, query, headers or body beside it");
        }
        if (!next.has("link") && !templates.moves()) {
            http.fault(
                    "next",
                    "requests the same page for ever",
                    "write link, or {cursor}, {" + LAST + ":/id}, {page} or {offset} into url, query, headers or body");
        }
    }

    private void until(YamlMapping next) {
        if (!next.has("until")) {
            return;
        }
        YamlMapping until = next.mapping("until");
        if (until.isObject()) {
            if (until.isObjectOf(Set.of("fewer-than"), Set.of())) {
                options.number(until, "fewer-than", "next.until", 1, 1_000_000);
            }
        } else {
            next.text("until", "empty", "write empty, or {fewer-than: 100} with the size of a page")
                    .ifPresent(text -> options.put("next.until", text));
        }
    }
}

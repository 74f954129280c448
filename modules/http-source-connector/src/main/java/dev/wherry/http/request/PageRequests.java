package dev.wherry.http.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wherry.http.client.FetchException;
import dev.wherry.http.client.FetchException.Kind;
import dev.wherry.http.client.PageRequest;
import dev.wherry.http.client.Uris;
import dev.wherry.wire.source.RequestTemplate;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the requests of a feed from its templates.
 *
 * @param first the parts of the first request
 * @param next empty if there is only one page
 * @param eachName the name of a list of values; empty for none
 */
public record PageRequests(String method, RequestParts first, Optional<NextRule> next, String eachName) {
    private static final String CONTENT_TYPE = "Content-Type";

    /**
     * The request for a page.
     *
     * @param each null for none
     * @param day null for none
     */
    public PageRequest of(String each, LocalDate day, PageState state) throws FetchException {
        long firstPage = next.map(NextRule::first).orElse(1L);
        PageValues values = new PageValues(eachName, each, day, firstPage, state);
        boolean follows = state.number() > 1;
        RequestParts parts = follows && next.isPresent() ? changed(next.get().changes()) : first;
        URI uri = uri(parts, state.link(), values);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        parts.headers().forEach((name, value) -> headers.put(name, values.fill(new RequestTemplate(value))));
        byte[] body = parts.body().map(content -> content.bytes(values)).orElse(null);
        if (parts.body().filter(RequestBody::isJson).isPresent()) {
            headers.putIfAbsent(CONTENT_TYPE, "application/json");
        }
        return new PageRequest(method, uri, headers, body);
    }

    private RequestParts changed(RequestParts changes) {
        Map<String, String> query = new TreeMap<>(first.query());
        query.putAll(changes.query());
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(first.headers());
        headers.putAll(changes.headers());
        String url = changes.url().isEmpty() ? first.url() : changes.url();
        return new RequestParts(url, query, headers, body(changes.body()));
    }

    private Optional<RequestBody> body(Optional<RequestBody> changes) {
        if (changes.isEmpty()) {
            return first.body();
        }
        if (first.body().orElse(null) instanceof RequestBody.JsonObject base
                && changes.get() instanceof RequestBody.JsonObject added) {
            ObjectNode members = added.template();
            return Optional.of(base.with(members));
        }
        return changes;
    }

    private URI uri(RequestParts parts, String link, PageValues values) throws FetchException {
        RequestTemplate template = new RequestTemplate(parts.url());
        // An address that an answer contains is complete but for what the feed adds to each request.
        String whole = link != null ? link : template.single().map(values::text).orElse(null);
        try {
            URI address = whole == null
                    ? URI.create(template.fill(placeholder -> encoded(values.text(placeholder))))
                    : first(values).resolve(whole);
            if (!Uris.isHttp(address)) {
                throw new FetchException(Kind.BAD_ANSWER, "the address of the next page is none", null);
            }
            boolean own = whole == null || Uris.isSameHost(first(values), address);
            return own ? withQuery(address, parts.query(), values) : address;
        } catch (IllegalArgumentException e) {
            // its message would quote the address, of which a part may be secret
            throw new FetchException(
                    Kind.REFUSED, "the address of page " + values.state().number() + " is none", null);
        }
    }

    private URI first(PageValues values) {
        return URI.create(new RequestTemplate(first.url()).fill(placeholder -> encoded(values.text(placeholder))));
    }

    /** Adds the parameters that are not there yet. */
    private static URI withQuery(URI address, Map<String, String> parameters, PageValues values) {
        Set<String> present = new HashSet<>();
        StringBuilder query = new StringBuilder();
        if (address.getRawQuery() != null) {
            query.append(address.getRawQuery());
            for (String parameter : address.getRawQuery().split("&")) {
                present.add(URLDecoder.decode(parameter.split("=", 2)[0], UTF_8));
            }
        }
        new TreeMap<>(parameters).forEach((name, value) -> {
            if (!present.contains(name)) {
                query.append(query.isEmpty() ? "" : "&")
                        .append(encoded(name))
                        .append('=')
                        .append(encoded(values.fill(new RequestTemplate(value))));
            }
        });
        String text = address.toString().split("[?#]", 2)[0];
        return URI.create(query.isEmpty() ? text : text + "?" + query);
    }

    /** In any part of an address. */
    private static String encoded(String text) {
        return text == null ? null : URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /** The templates may be secret. */
    @Override
    public String toString() {
        return method + " requests";
    }
}

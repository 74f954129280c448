package dev.wherry.http;

import static dev.wherry.http.HttpSourceConfig.*;

import com.fasterxml.jackson.core.JsonPointer;
import dev.wherry.http.HttpFeedOptions.FeedValues;
import dev.wherry.http.client.Uris;
import dev.wherry.http.request.NextRule;
import dev.wherry.http.request.NextRule.End;
import dev.wherry.http.request.PageRequests;
import dev.wherry.http.request.RequestBody;
import dev.wherry.http.request.RequestParts;
import dev.wherry.wire.source.RequestTemplate;
import dev.wherry.wire.source.RequestTemplate.Placeholder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads how the requests of a feed are made. Values may be secret, so messages do not repeat them. */
final class RequestOptions {
    /** The client sets them. */
    private static final Set<String> RESTRICTED =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

    private final FeedValues values;
    private final PageRequests requests;
    private final URI home;
    private final List<Placeholder> placeholders = new ArrayList<>();

    RequestOptions(FeedValues values) {
        this.values = values;
        String url = values.text(URL);
        values.require(!url.isEmpty(), URL, "is missing");
        Map<String, String> headers = headers(HEADER);
        boolean isForm = headers.entrySet().stream()
                .anyMatch(header -> header.getKey().equalsIgnoreCase("content-type")
                        && header.getValue().startsWith("application/x-www-form-urlencoded"));
        RequestParts first = parts(url, headers, QUERY, body(values.secret(BODY), isForm, values.named(BODY_VALUE)));
        Optional<NextRule> next = next(isForm);
        requests = new PageRequests(values.text(METHOD), first, next, values.text(EACH_NAME));
        values.require(
                first.body().isEmpty() || !requests.method().equals("GET"), BODY, "does not apply to the method GET");
        home = home(url);
    }

    PageRequests requests() {
        return requests;
    }

    URI home() {
        return home;
    }

    /** All of them. */
    List<Placeholder> placeholders() {
        return placeholders;
    }

    private URI home(String url) {
        String filled = new RequestTemplate(url).fill(placeholder -> "x");
        try {
            URI uri = URI.create(filled.split("[?#]", 2)[0]);
            values.require(Uris.isHttp(uri), URL, "is no URL such as https://api.example.com/data");
            values.require(uri.getRawUserInfo() == null, URL, "contains credentials: set auth.user and auth.password");
            return uri;
        } catch (IllegalArgumentException e) {
            values.require(false, URL, "is no URL such as https://api.example.com/data");
            throw e;
        }
    }

    private RequestParts parts(
            String url, Map<String, String> headers, String queryPrefix, Optional<RequestBody> body) {
        Map<String, String> query = values.named(queryPrefix);
        Stream.concat(Stream.of(url), Stream.concat(headers.values().stream(), query.values().stream()))
                .forEach(text -> placeholders.addAll(new RequestTemplate(text).placeholders()));
        body.ifPresent(content -> placeholders.addAll(content.placeholders()));
        return new RequestParts(url, query, headers, body);
    }

    private Map<String, String> headers(String prefix) {
        Map<String, String> headers = new TreeMap<>();
        values.named(prefix).forEach((name, value) -> {
            String option = prefix + name;
            values.require(name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+"), option, "is no name of a header");
            values.require(
                    !RESTRICTED.contains(name.toLowerCase(Locale.ROOT)), option, "is a header that the client sets");
            String stripped = value.strip();
            values.require(
                    stripped.chars().allMatch(c -> c >= ' ' && c <= 0xff && c != 0x7f),
                    option,
                    "has a character that headers cannot have");
            headers.put(name, stripped);
        });
        return headers;
    }

    private Optional<RequestBody> body(String text, boolean isForm, Map<String, String> strings) {
        if (text.isEmpty()) {
            values.require(strings.isEmpty(), BODY, "is missing, although body.<pointer> is given");
            return Optional.empty();
        }
        RequestBody body = RequestBody.of(text, isForm);
        if (strings.isEmpty()) {
            return Optional.of(body);
        }
        values.require(body.isJson(), BODY, "is no JSON object, so that body.<pointer> does not apply");
        RequestBody.JsonObject object = (RequestBody.JsonObject) body;
        for (Map.Entry<String, String> string : strings.entrySet()) {
            Optional<RequestBody.JsonObject> changed =
                    object.withString(string.getKey(), string.getValue().strip());
            values.require(changed.isPresent(), BODY_VALUE + string.getKey(), "is no JSON Pointer into the body");
            object = changed.get();
        }
        return Optional.of(object);
    }

    private Optional<NextRule> next(boolean isForm) {
        RequestParts changes = parts(
                values.text(NEXT_URL),
                headers(NEXT_HEADER),
                NEXT_QUERY,
                body(values.secret(NEXT_BODY), isForm, Map.of()));
        String cursor = values.text(NEXT_CURSOR);
        String link = values.text(NEXT_LINK);
        String until = values.text(NEXT_UNTIL);
        boolean any = !changes.url().isEmpty()
                || !changes.headers().isEmpty()
                || !changes.query().isEmpty()
                || changes.body().isPresent()
                || !link.isEmpty()
                || !until.isEmpty();
        values.require(any || cursor.isEmpty(), NEXT_CURSOR, "has no effect: no following request has {cursor}");
        if (!any) {
            return Optional.empty();
        }
        List<String> last = placeholders.stream()
                .filter(placeholder -> placeholder.name().equals(RequestTemplate.LAST))
                .map(placeholder -> String.valueOf(placeholder.argument()))
                .distinct()
                .toList();
        values.require(last.stream().allMatch(pointer -> pointer.startsWith("/")), NEXT_URL, "has a {last} without /");
        boolean absent = !cursor.isEmpty() || !link.isEmpty();
        End end = until.isEmpty()
                ? (absent ? End.ABSENT : End.EMPTY)
                : until.equals("empty") ? End.EMPTY : new End(Integer.parseInt(until));
        return Optional.of(new NextRule(
                changes,
                cursor.isEmpty() ? Optional.empty() : Optional.of(JsonPointer.compile(cursor)),
                link,
                values.integer(NEXT_FIRST),
                end,
                last));
    }
}

package dev.wherry.http.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.connect.text.LogText;
import dev.wherry.http.client.FetchException.Kind;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Sends requests with Java's own client. Follows redirects and keeps credentials to the host of the feed. */
public final class JdkApiClient implements ApiClient {
    private static final int MAX_REDIRECTS = 5;
    private static final int EXCERPT_BYTES = 200;
    /** A secret that starts in the excerpt ends in here. */
    private static final int REDACTED_BYTES = 8192;
    /** The headers that another host may see. All others may be credentials. */
    private static final Set<String> HARMLESS =
            Set.of("accept", "accept-language", "accept-encoding", "content-type", "user-agent");

    private final ClientConfig config;
    private final Redaction redaction;
    private final URI home;
    private final Clock clock;
    private Exchange exchange;
    private Authentication authentication;

    /** @param home an address of the feed's own host, which gets its credentials */
    public JdkApiClient(ClientConfig config, URI home, Clock clock) {
        this.config = config;
        this.redaction = new Redaction(config.secrets());
        this.home = home;
        this.clock = clock;
    }

    /** A file of certificates that is missing must not stop other feeds. */
    private synchronized void open() throws FetchException {
        if (exchange == null) {
            Exchange opened = new Exchange(config, redaction);
            authentication = new Authentication(config, opened, redaction);
            exchange = opened;
        }
    }

    @Override
    public Answer send(PageRequest request) throws FetchException {
        open();
        PageRequest current = request;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            boolean own = Uris.isSameHost(home, current.uri());
            if (!own && !config.anyHost()) {
                throw new FetchException(Kind.OTHER_HOST, "to " + redaction.of(Uris.shown(current.uri())), null);
            }
            Exchange.Reply reply = own ? sendWithCredentials(current) : sendWithout(current);
            Optional<URI> location = location(current.uri(), reply);
            if (location.isEmpty()) {
                return answer(current.uri(), reply);
            }
            current = redirected(current, location.get(), reply.status());
        }
        throw new FetchException(Kind.REFUSED, "it redirects more than " + MAX_REDIRECTS + " times", null);
    }

    private Exchange.Reply sendWithCredentials(PageRequest request) throws FetchException {
        Optional<String> authorization = authentication.authorization();
        Exchange.Reply reply = exchange.send(built(request, authorization));
        if (reply.status() == 401 && authorization.isPresent() && authentication.renew(authorization.get())) {
            return exchange.send(built(request, authentication.authorization()));
        }
        return reply;
    }

    /** Headers and bodies may contain credentials, too. */
    private Exchange.Reply sendWithout(PageRequest request) throws FetchException {
        Map<String, String> headers = new TreeMap<>(request.headers());
        headers.keySet().removeIf(name -> !HARMLESS.contains(name.toLowerCase(Locale.ROOT)));
        return exchange.send(built(new PageRequest(request.method(), request.uri(), headers, null), Optional.empty()));
    }

    private static HttpRequest built(PageRequest request, Optional<String> authorization) throws FetchException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri());
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            try {
                builder.setHeader(header.getKey(), header.getValue());
            } catch (IllegalArgumentException e) {
                // its message would quote the value, which may be secret
                throw new FetchException(
                        Kind.UNSENDABLE,
                        "the value of the header " + header.getKey() + " has a character that headers cannot have",
                        null);
            }
        }
        if (request.headers().keySet().stream().noneMatch("accept-encoding"::equalsIgnoreCase)) {
            builder.setHeader("Accept-Encoding", "gzip");
        }
        authorization.ifPresent(value -> builder.setHeader("Authorization", value));
        return builder.method(
                        request.method(),
                        request.body() == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(request.body()))
                .build();
    }

    private static Optional<URI> location(URI from, Exchange.Reply reply) throws FetchException {
        if (!Set.of(301, 302, 303, 307, 308).contains(reply.status())) {
            return Optional.empty();
        }
        Optional<String> location = reply.head().headers().firstValue("Location");
        try {
            return location.map(from::resolve).filter(Uris::isHttp);
        } catch (IllegalArgumentException e) {
            throw new FetchException(Kind.REFUSED, "it redirects to something that is no URL", e);
        }
    }

    private static PageRequest redirected(PageRequest request, URI to, int status) {
        boolean get = status == 303 || (status <= 302 && request.method().equals("POST"));
        return new PageRequest(get ? "GET" : request.method(), to, request.headers(), get ? null : request.body());
    }

    private Answer answer(URI uri, Exchange.Reply reply) throws FetchException {
        int status = reply.status();
        if (status / 100 != 2) {
            throw new FetchException(
                    Kind.ofStatus(status),
                    status,
                    retryAfter(reply),
                    "status " + status + " from " + redaction.of(Uris.shown(uri)) + excerpt(reply.body()),
                    null);
        }
        Map<String, List<String>> headers = new TreeMap<>();
        reply.head().headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return new Answer(status, uri, headers, reply.body(), () -> excerpt(reply.body()));
    }

    private Duration retryAfter(Exchange.Reply reply) {
        Optional<String> value = reply.head().headers().firstValue("Retry-After");
        Optional<String> date = reply.head().headers().firstValue("Date");
        return value.flatMap(text ->
                        RetryAfter.of(text, date.flatMap(RetryAfter::time).orElseGet(this::now)))
                .orElse(null);
    }

    private Instant now() {
        return clock.instant();
    }

    private String excerpt(byte[] body) {
        String text = new String(Arrays.copyOf(body, Math.min(body.length, REDACTED_BYTES)), UTF_8);
        String redacted = redaction.of(text).strip().replaceAll("\\s+", " ");
        byte[] bytes = redacted.getBytes(UTF_8);
        String start = bytes.length <= EXCERPT_BYTES
                ? redacted
                : new String(bytes, 0, EXCERPT_BYTES, UTF_8).replaceFirst("\uFFFD+$", "") + "…";
        return start.isEmpty() ? "" : ": " + LogText.of(start);
    }
}

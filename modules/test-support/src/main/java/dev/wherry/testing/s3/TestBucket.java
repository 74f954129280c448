package dev.wherry.testing.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.testing.http.HttpRequest;
import dev.wherry.testing.s3.TestS3Server.Answer;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The objects of a {@link TestS3Server}, and its answers. */
public final class TestBucket {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
    private static final Pattern TAG = Pattern.compile("<Key>([^<]*)</Key>\\s*<Value>([^<]*)</Value>", Pattern.DOTALL);

    private final String name;
    private final NavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>();
    private volatile Supplier<Instant> clock = Instant::now;
    private volatile int pageSize = 1000;

    /** An object. */
    public record Stored(byte[] content, String etag, Instant modified, Map<String, String> tags) {}

    TestBucket(String name) {
        this.name = name;
    }

    /** The time by which the server lives. */
    public void clock(Supplier<Instant> newClock) {
        clock = newClock;
    }

    /** The maximum number of keys in a listing. */
    public void pageSize(int keys) {
        pageSize = keys;
    }

    public void put(String key, String content) {
        put(key, content.getBytes(UTF_8));
    }

    public void put(String key, byte[] content) {
        objects.put(key, new Stored(content, md5(content), now(), Map.of()));
    }

    /** Of an object that was written at another time. */
    public void put(String key, String content, Instant modified) {
        objects.put(key, new Stored(content.getBytes(UTF_8), md5(content.getBytes(UTF_8)), modified, Map.of()));
    }

    public void delete(String key) {
        objects.remove(key);
    }

    public Map<String, Stored> objects() {
        return objects;
    }

    private Instant now() {
        return clock.get().truncatedTo(ChronoUnit.SECONDS);
    }

    String date() {
        return HTTP_DATE.format(clock.get());
    }

    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    Answer answer(HttpRequest request) {
        String root = "/" + name;
        if (!request.path().equals(root) && !request.path().startsWith(root + "/")) {
            return Answer.error(404, "NoSuchBucket");
        }
        String key = request.path()
                .substring(Math.min(root.length() + 1, request.path().length()));
        if (key.isEmpty()) {
            return list(request.query());
        }
        if (request.method().equals("PUT") && !request.query().containsKey("tagging")) {
            return put(key, request);
        }
        Stored object = objects.get(key);
        if (request.method().equals("DELETE")) {
            return delete(key, object, request);
        }
        if (object == null) {
            return Answer.error(404, "NoSuchKey");
        }
        if (request.query().containsKey("tagging")) {
            return tagging(key, object, request);
        }
        return get(object, request);
    }

    private Answer list(Map<String, String> query) {
        String prefix = query.getOrDefault("prefix", "");
        String after = query.getOrDefault("continuation-token", query.getOrDefault("start-after", ""));
        List<Map.Entry<String, Stored>> found = objects.tailMap(after, false).entrySet().stream()
                .filter(object -> object.getKey().startsWith(prefix))
                .limit(pageSize + 1L)
                .toList();
        boolean more = found.size() > pageSize;
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult>"
                + "<EncodingType>url</EncodingType><Name>" + name + "</Name>");
        found.stream().limit(pageSize).forEach(object -> xml.append("<Contents><Key>")
                .append(URLEncoder.encode(object.getKey(), UTF_8))
                .append("</Key><LastModified>")
                .append(object.getValue().modified())
                .append("</LastModified><ETag>&quot;")
                .append(object.getValue().etag())
                .append("&quot;</ETag><Size>")
                .append(object.getValue().content().length)
                .append("</Size></Contents>"));
        xml.append("<IsTruncated>").append(more).append("</IsTruncated></ListBucketResult>");
        return xml(xml.toString());
    }

    private static Answer xml(String xml) {
        return new Answer(200, Map.of("Content-Type", "application/xml"), xml.getBytes(UTF_8));
    }

    private static Answer get(Stored object, HttpRequest request) {
        if (!matches(request.headers().get("if-match"), object)) {
            return Answer.error(412, "PreconditionFailed");
        }
        Map<String, String> headers = new HashMap<>();
        headers.put("ETag", "\"" + object.etag() + "\"");
        headers.put("Last-Modified", HTTP_DATE.format(object.modified()));
        byte[] content = object.content();
        Matcher range = RANGE.matcher(request.headers().getOrDefault("range", ""));
        if (range.matches()) {
            int from = Integer.parseInt(range.group(1));
            int to = Math.min(Integer.parseInt(range.group(2)) + 1, content.length);
            headers.put("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + content.length);
            return new Answer(206, headers, Arrays.copyOfRange(content, from, to));
        }
        if (request.method().equals("HEAD")) {
            headers.put("Content-Length", Integer.toString(content.length));
        }
        return new Answer(200, headers, content);
    }

    private static boolean matches(String condition, Stored object) {
        return condition == null || condition.replace("\"", "").equals(object.etag());
    }

    private Answer put(String key, HttpRequest request) {
        String source = request.headers().get("x-amz-copy-source");
        if (source == null) {
            put(key, request.body());
            return new Answer(200, Map.of("ETag", "\"" + md5(request.body()) + "\""), new byte[0]);
        }
        String decoded = URLDecoder.decode(source, UTF_8);
        Stored object = objects.get(decoded.substring(decoded.indexOf(name) + name.length() + 1));
        if (object == null) {
            return Answer.error(404, "NoSuchKey");
        }
        if (!matches(request.headers().get("x-amz-copy-source-if-match"), object)) {
            return Answer.error(412, "PreconditionFailed");
        }
        objects.put(key, new Stored(object.content(), object.etag(), now(), object.tags()));
        return xml("<CopyObjectResult><ETag>&quot;" + object.etag() + "&quot;</ETag></CopyObjectResult>");
    }

    private Answer delete(String key, Stored object, HttpRequest request) {
        if (object != null && !matches(request.headers().get("if-match"), object)) {
            return Answer.error(412, "PreconditionFailed");
        }
        objects.remove(key);
        return new Answer(204, Map.of(), new byte[0]);
    }

    private Answer tagging(String key, Stored object, HttpRequest request) {
        if (request.method().equals("PUT")) {
            Map<String, String> tags = new HashMap<>();
            Matcher tag = TAG.matcher(new String(request.body(), UTF_8));
            while (tag.find()) {
                tags.put(tag.group(1), tag.group(2));
            }
            objects.put(key, new Stored(object.content(), object.etag(), object.modified(), tags));
            return new Answer(200, Map.of(), new byte[0]);
        }
        StringBuilder xml = new StringBuilder("<Tagging><TagSet>");
        object.tags().forEach((name, value) -> xml.append("<Tag><Key>")
                .append(name)
                .append("</Key><Value>")
                .append(value)
                .append("</Value></Tag>"));
        return xml(xml.append("</TagSet></Tagging>").toString());
    }
}

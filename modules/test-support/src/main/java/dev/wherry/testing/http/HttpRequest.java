package dev.wherry.testing.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A request as the test server reads it.
 *
 * @param path decoded
 * @param query decoded; a parameter without a value has an empty one
 * @param headers by their names in lower case
 */
public record HttpRequest(
        String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {

    /** Returns null if the connection ended before a request. */
    public static HttpRequest read(InputStream in) throws IOException {
        String first = line(in);
        if (first == null || first.isEmpty()) {
            return null;
        }
        String[] parts = first.split(" ");
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        int mark = parts[1].indexOf('?');
        String path = mark < 0 ? parts[1] : parts[1].substring(0, mark);
        return new HttpRequest(
                parts[0],
                URLDecoder.decode(path.replace("+", "%2B"), UTF_8),
                mark < 0 ? Map.of() : query(parts[1].substring(mark + 1)),
                headers,
                body);
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String parameter : text.split("&")) {
            String[] pair = parameter.split("=", 2);
            query.put(
                    URLDecoder.decode(pair[0], UTF_8),
                    pair.length == 1 ? "" : URLDecoder.decode(pair[1].replace("+", "%2B"), UTF_8));
        }
        return query;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            if (next != '\r') {
                line.write(next);
            }
            next = in.read();
        }
        return line.toString(ISO_8859_1);
    }

    @Override
    public String toString() {
        return method + " " + path + query;
    }
}

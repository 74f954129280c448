package dev.wherry.testing.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;

/** An answer of a server. */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {
    public static HttpAnswer json(String body) {
        return of(200, body);
    }

    public static HttpAnswer of(int status, String body) {
        return new HttpAnswer(status, Map.of("Content-Type", "application/json"), body.getBytes(UTF_8));
    }

    public HttpAnswer with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new HttpAnswer(status, more, body);
    }

    byte[] bytes() {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " answer\r\n");
        if (!headers.containsKey("Content-Length") && !headers.containsKey("Connection") && status != 204) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }
}

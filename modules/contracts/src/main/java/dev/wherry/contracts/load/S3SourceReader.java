package dev.wherry.contracts.load;

import dev.wherry.wire.source.KeyTemplate;
import java.util.Optional;
import java.util.Set;

/** Reads {@code source.s3} of a feed file. */
final class S3SourceReader {
    private static final Set<String> S3_KEYS = Set.of(
            "key",
            "endpoint",
            "region",
            "path-style",
            "anonymous",
            "credentials",
            "listing-window",
            "finished",
            "parallel");

    private final YamlMapping s3;
    private final SourceOptions options;

    S3SourceReader(YamlMapping s3, SourceOptions options) {
        this.s3 = s3;
        this.options = options;
    }

    /** Whether keys contain a day; empty if it is no mapping. */
    Optional<Boolean> read() {
        if (!s3.isObjectOf(Set.of("bucket"), S3_KEYS)) {
            return Optional.empty();
        }
        options.text(s3, "bucket", "bucket");
        KeyTemplate keys = keys();
        options.checked(s3, "endpoint", "endpoint", SourceOptions::checkUrl, "write one such as http://minio:9000");
        options.text(s3, "region", "region");
        options.bool(s3, "path-style", "path.style");
        options.bool(s3, "anonymous", "anonymous");
        credentials();
        options.duration(s3, "listing-window", "listing.window.ms");
        finished(keys);
        options.number(s3, "parallel", "parallel", 1, 64);
        return Optional.of(keys.hasDay());
    }

    private KeyTemplate keys() {
        Optional<String> text = s3.text("key");
        try {
            KeyTemplate keys = text.map(KeyTemplate::new).orElse(KeyTemplate.ALL);
            options.put("key", keys.text());
            return keys;
        } catch (IllegalArgumentException e) {
            s3.fault("key", String.valueOf(e.getMessage()), "write one such as \"events/{day}/*.csv\"");
            return KeyTemplate.ALL;
        }
    }

    private void credentials() {
        if (!s3.has("credentials")) {
            return;
        }
        if (s3.get("anonymous").asBoolean()) {
            s3.fault("credentials", "does not apply to anonymous access", "remove it, or anonymous");
        }
        YamlMapping credentials = s3.mapping("credentials");
        if (credentials.isObjectOf(Set.of("access-key", "secret-key"), Set.of("session-token"))) {
            options.text(credentials, "access-key", "access.key");
            options.reference(credentials, "secret-key", "secret.key");
            options.reference(credentials, "session-token", "session.token");
        }
    }

    private void finished(KeyTemplate keys) {
        if (!s3.has("finished")) {
            return;
        }
        YamlMapping finished = s3.mapping("finished");
        if (!finished.isObjectOf(Set.of("then"), Set.of("tag", "move-to"))) {
            return;
        }
        String then = finished.text("then", "keep|tag|move|delete", "write keep, tag, move or delete")
                .orElse("");
        options.put("on.finish", then);
        companion(finished, then, "tag", "tag", "finish.tag", "name=value");
        companion(finished, then, "move", "move-to", "finish.move.to", "done/");
        finished.text("tag")
                .filter(tag -> tag.indexOf('=') < 1)
                .ifPresent(tag ->
                        finished.fault("tag", "\"" + tag + "\" is not name=value", "write one such as loaded=yes"));
        String prefix = keys.text().split("[*{]", 2)[0];
        finished.text("move-to")
                .filter(to -> to.startsWith(prefix))
                .ifPresent(to -> finished.fault(
                        "move-to",
                        "is inside of what is listed (" + (prefix.isEmpty() ? "everything" : prefix)
                                + "), so moved objects would be read again",
                        "write another prefix, or a key that starts with one"));
    }

    private void companion(
            YamlMapping finished, String then, String action, String name, String option, String example) {
        if (then.equals(action) && !finished.has(name)) {
            finished.fault(name, "is missing, which then: " + action + " needs", "write " + name + ": " + example);
        } else if (!then.equals(action) && finished.has(name)) {
            finished.fault(name, "does not apply unless finished objects are to " + action, "remove it");
        }
        finished.text(name).ifPresent(text -> options.put(option, text));
    }
}

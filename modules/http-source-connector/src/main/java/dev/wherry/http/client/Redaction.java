package dev.wherry.http.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces secrets in what servers and the network say. They repeat what they were sent, as it is or encoded: in an address, in
 * JSON or in HTML. Shared by threads.
 */
final class Redaction {
    /** Shorter values are no secrets, and would hide too much. */
    private static final int SHORTEST = 4;
    /** How many tokens are remembered: an answer may repeat an older one. */
    private static final int TOKENS = 4;

    private final Collection<String> fixed;
    private final Deque<String> tokens = new ArrayDeque<>();
    private Pattern pattern;

    Redaction(Collection<String> secrets) {
        fixed = List.copyOf(secrets);
        compile();
    }

    /** A token that requests contain from now on. */
    synchronized void addToken(String token) {
        tokens.addLast(token);
        if (tokens.size() > TOKENS) {
            tokens.removeFirst();
        }
        compile();
    }

    private synchronized void compile() {
        List<String> secrets = new ArrayList<>(fixed);
        secrets.addAll(tokens);
        // a secret may contain another one
        pattern = Pattern.compile(secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Redaction::inAnyForm)
                .collect(Collectors.joining("|")));
    }

    /** The text with each secret replaced. */
    String of(String text) {
        Pattern secrets;
        synchronized (this) {
            secrets = pattern;
        }
        return secrets.pattern().isEmpty() ? text : secrets.matcher(text).replaceAll("***");
    }

    private static String inAnyForm(String secret) {
        return secret.codePoints().mapToObj(Redaction::inAnyForm).collect(Collectors.joining());
    }

    private static String inAnyForm(int codePoint) {
        String character = Character.toString(codePoint);
        StringBuilder forms = new StringBuilder("(?:").append(Pattern.quote(character));
        forms.append("|(?i:");
        for (byte each : character.getBytes(UTF_8)) {
            forms.append(String.format(Locale.ROOT, "%%%02x", each));
        }
        forms.append('|');
        character.chars().forEach(unit -> forms.append(String.format(Locale.ROOT, "\\\\u%04x", unit)));
        forms.append(')');
        if (codePoint == ' ') {
            forms.append("|\\+");
        }
        if (codePoint > 0x7f || !Character.isLetterOrDigit(codePoint)) {
            // such as \" and \n in JSON, and &quot; and &#34; in HTML
            forms.append("|\\\\").append(codePoint < ' ' ? "[a-z]" : Pattern.quote(character));
            forms.append("|&#?\\w{1,8};");
        }
        return forms.append(')').toString();
    }
}

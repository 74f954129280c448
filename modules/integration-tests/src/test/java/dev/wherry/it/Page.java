package dev.wherry.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A page of the documentation. Tests do what it tells its readers to do, so that it stays true. */
public record Page(String text) {
    public static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();

    /** A page by its path in the project. */
    static Page of(String path) throws IOException {
        return new Page(Files.readString(PROJECT.resolve(path)));
    }

    /** The part below a heading of the second level. */
    Page section(String heading) {
        int start = text.indexOf("\n## " + heading + "\n");
        if (start < 0) {
            throw new AssertionError("the page has no section " + heading);
        }
        int end = text.indexOf("\n## ", start + 1);
        return new Page(text.substring(start, end < 0 ? text.length() : end));
    }

    /** What it prints in fences of that language, first to last. */
    List<String> blocks(String language) {
        return Pattern.compile("(?ms)^ *```" + language + "\\n(.*?)^ *```$")
                .matcher(text)
                .results()
                .map(block -> block.group(1).stripIndent())
                .toList();
    }

    /** The one block of that language that has those words in it. */
    String block(String language, String words) {
        List<String> found =
                blocks(language).stream().filter(block -> block.contains(words)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " blocks of " + language + " have the words " + words);
        }
        return found.get(0);
    }

    /** What matches the pattern, first to last. */
    List<MatchResult> matches(Pattern pattern) {
        return pattern.matcher(text).results().toList();
    }

    /** The text with the places of this machine for the ones that the pages speak of. */
    static String at(Map<String, String> places, String text) {
        String here = text;
        for (Map.Entry<String, String> place : places.entrySet()) {
            here = here.replace(place.getKey(), place.getValue());
        }
        return here;
    }
}

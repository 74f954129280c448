package dev.wherry.testing.docs;

import dev.wherry.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A page of the documentation. Tests do what it tells its readers to do, so that it stays true. */
public record DocumentationPage(String text) {
    /** Reads a page, given its path in the project. */
    public static DocumentationPage of(String path) throws IOException {
        return new DocumentationPage(Files.readString(Project.DIRECTORY.resolve(path)));
    }

    /** The part below a second-level heading. */
    public DocumentationPage section(String heading) {
        int start = text.indexOf("\n## " + heading + "\n");
        if (start < 0) {
            throw new AssertionError("the page has no section " + heading);
        }
        int end = text.indexOf("\n## ", start + 1);
        return new DocumentationPage(text.substring(start, end < 0 ? text.length() : end));
    }

    /** All fenced code blocks of a language. */
    public List<String> blocks(String language) {
        return Pattern.compile("(?ms)^ *```" + language + "\\n(.*?)^ *```$")
                .matcher(text)
                .results()
                .map(block -> block.group(1).stripIndent())
                .toList();
    }

    /** The only fenced code block of that language that contains those words. */
    public String block(String language, String words) {
        List<String> found =
                blocks(language).stream().filter(block -> block.contains(words)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " blocks of " + language + " contain the words " + words);
        }
        return found.get(0);
    }

    /** All matches of the pattern. */
    public List<MatchResult> matches(Pattern pattern) {
        return pattern.matcher(text).results().toList();
    }

    /** Replaces the places that the pages name by the places of this machine. */
    public static String at(Map<String, String> places, String text) {
        String local = text;
        for (Map.Entry<String, String> place : places.entrySet()) {
            local = local.replace(place.getKey(), place.getValue());
        }
        return local;
    }
}

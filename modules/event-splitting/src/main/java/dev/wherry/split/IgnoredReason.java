package dev.wherry.split;

import java.util.Locale;

/** Why something in an inbox that could hold events is not read. */
public enum IgnoredReason {
    /** No rule of the feed matches the file's name. */
    UNMATCHED("matches no pattern of its feed", "files that match no pattern of their feed"),
    LINK("a symbolic link", "symbolic links, which are not followed"),
    SPECIAL("a pipe, socket or device", "pipes, sockets and devices"),
    /** A directory beside those of the feeds. */
    NOT_A_FEED("no feed of these contracts", "directories in the inbox that are no feed"),
    /** A file beside the directories of the feeds. */
    OUTSIDE_FEEDS(
            "outside the directories of the feeds", "files in the inbox itself, outside the directories of the feeds");

    private final String phrase;
    private final String description;

    IgnoredReason(String phrase, String description) {
        this.phrase = phrase;
        this.description = description;
    }

    /** The reason, said of one file. */
    public String phrase() {
        return phrase;
    }

    /** As metrics and commands name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is counted, in the plural. */
    public String description() {
        return description;
    }
}

package dev.wherry.pipeline;

import dev.wherry.split.FileKind;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file in an inbox, or a directory that is not searched, and what a run would do with it.
 *
 * @param feed empty if it is outside the directories of the feeds
 * @param path relative to the inbox
 * @param kind how it is read; empty if it is not
 * @param fate a phrase: what becomes of it and why
 */
public record InboxFile(Optional<String> feed, Path path, Optional<FileKind> kind, long size, String fate) {}

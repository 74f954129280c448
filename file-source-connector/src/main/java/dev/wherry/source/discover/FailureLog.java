package dev.wherry.source.discover;

import dev.wherry.connect.text.LogText;
import dev.wherry.split.IgnoredFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns about a path that cannot be read, and about what is ignored, once, not with every scan. */
final class FailureLog {
    private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

    private final Set<Path> reported = new HashSet<>();
    private final Set<IgnoredFiles.Group> ignored = new HashSet<>();

    void failed(Path path, IOException e) {
        if (reported.add(path)) {
            LOG.warn(
                    "Cannot access {} ({}). Every rescan retries it; other files are not affected.",
                    LogText.of(path),
                    LogText.of(e));
        }
    }

    void succeeded(Path path) {
        reported.remove(path);
    }

    /** @param sentences for each feed and reason, a sentence */
    void ignored(Map<IgnoredFiles.Group, String> sentences) {
        sentences.forEach((group, sentence) -> {
            if (ignored.add(group)) {
                LOG.warn("{}", sentence);
            }
        });
    }
}

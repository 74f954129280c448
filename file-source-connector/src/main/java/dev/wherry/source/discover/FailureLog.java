package dev.wherry.source.discover;

import dev.wherry.source.disk.LogText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns about a path that cannot be read once, not with every scan. */
final class FailureLog {
    private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

    private final Set<Path> reported = new HashSet<>();

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
}

package dev.wherry.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Logs the name of each event that a service writes, if a log file is configured. */
final class EventLog implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EventLog.class.getName());
    private static final int FILE_BYTES = 10_000_000;
    private static final int FILES = 3;

    private final Optional<Handler> handler;

    private EventLog(Optional<Handler> handler) {
        this.handler = handler;
        handler.ifPresent(LOG::addHandler);
    }

    /** Appends to {@code FILE.0}; rotated files are {@code FILE.1} and {@code FILE.2}. Without a file, logs nothing. */
    static EventLog to(Optional<Path> file) throws IOException {
        if (file.isEmpty()) {
            return new EventLog(Optional.empty());
        }
        Path path = file.get().toAbsolutePath();
        Files.createDirectories(path.getParent());
        Handler handler = new FileHandler(path.toString().replace("%", "%%") + ".%g", FILE_BYTES, FILES, true);
        handler.setLevel(Level.ALL);
        handler.setFormatter(new LineFormatter());
        LOG.setLevel(Level.FINE);
        return new EventLog(Optional.of(handler));
    }

    /** Costs next to nothing if no log file is configured. */
    static void written(ServiceKind kind, FileWrite write) {
        if (LOG.isLoggable(Level.FINE)) {
            LOG.log(Level.FINE, "{0} {1}", new Object[] {kind.table(), write.name()});
        }
    }

    @Override
    public void close() {
        handler.ifPresent(open -> {
            LOG.removeHandler(open);
            open.close();
        });
    }

    private static final class LineFormatter extends java.util.logging.Formatter {
        @Override
        public String format(LogRecord record) {
            return record.getInstant() + " " + formatMessage(record) + System.lineSeparator();
        }
    }
}

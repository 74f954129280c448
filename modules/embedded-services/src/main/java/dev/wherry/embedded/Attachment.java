package dev.wherry.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A way to a service of a home for as long as it is open: to the one that another process runs, or to one started for
 * it alone.
 */
public final class Attachment implements AutoCloseable {
    /** How long a process may take from holding a home to serving, and from its end of service to letting go. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String address;
    private final boolean startedForThis;
    private final Runnable release;

    private Attachment(String address, boolean startedForThis, Runnable release) {
        this.address = address;
        this.startedForThis = startedForThis;
        this.release = release;
    }

    /** To a service that was started for this attachment alone. */
    static Attachment started(String address, Runnable stop) {
        return new Attachment(address, true, stop);
    }

    /** The JDBC URL or the bootstrap servers. */
    public String address() {
        return address;
    }

    /** Whether nobody else runs the service, so that no pipeline can be at work on it. */
    public boolean isStartedForThis() {
        return startedForThis;
    }

    /** Ends the service if it was started for this attachment. */
    @Override
    public void close() {
        release.run();
    }

    /**
     * Attaches to what is running, or starts it. Whoever holds the directory may be starting or stopping just now; so
     * both are tried until one works.
     */
    static Attachment of(
            Path home,
            String service,
            String content,
            IntFunction<String> address,
            Function<ServiceDirectory, Attachment> start) {
        if (!ServiceDirectory.exists(home, service)) {
            throw new ServiceException("The home " + home.toAbsolutePath() + " holds no " + content
                    + " yet: run the pipeline on it first, or name the home that it ran on.");
        }
        return Polling.value(PATIENCE, () -> {
                    Optional<ServiceDirectory> held = ServiceDirectory.tryHold(home, service);
                    if (held.isPresent()) {
                        return held.map(start);
                    }
                    return ServiceDirectory.recordedPort(home, service)
                            .filter(port -> !LoopbackPorts.isFree(port))
                            .map(port -> new Attachment(address.apply(port), false, () -> {}));
                })
                .orElseThrow(
                        () -> new ServiceException("The home " + home.toAbsolutePath() + " is held by a process whose "
                                + service + " does not answer: end that process, then try again."));
    }
}

package dev.wherry.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Access to a service of a home while this is open: either to the one that another process runs, or to one started for
 * this lease.
 */
public final class ServiceLease implements AutoCloseable {
    /** The time that a process may take from locking a home to serving, and from its last response to unlocking. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final String address;
    private final boolean ownsService;
    private final Runnable release;

    private ServiceLease(String address, boolean ownsService, Runnable release) {
        this.address = address;
        this.ownsService = ownsService;
        this.release = release;
    }

    /** A lease of a service that was started for it. */
    static ServiceLease started(String address, Runnable stop) {
        return new ServiceLease(address, true, stop);
    }

    /** The JDBC URL or the bootstrap servers. */
    public String address() {
        return address;
    }

    /** Whether this lease started the service. Then no other process runs it, and no pipeline can be using it. */
    public boolean ownsService() {
        return ownsService;
    }

    /** Stops the service if it was started for this lease. */
    @Override
    public void close() {
        release.run();
    }

    /**
     * Attaches to the running service, or starts it. A process that has the lock may be starting or stopping, so both
     * are tried until one succeeds.
     */
    static ServiceLease of(
            Path home,
            String service,
            String content,
            IntFunction<String> address,
            Function<ServiceDirectory, ServiceLease> start) {
        if (!ServiceDirectory.exists(home, service)) {
            throw new ServiceException("The home " + home.toAbsolutePath() + " contains no " + content
                    + " yet: run the pipeline on it first, or name the home on which it ran.");
        }
        return Polling.untilPresent(TIMEOUT, () -> {
                    Optional<ServiceDirectory> locked = ServiceDirectory.tryLock(home, service);
                    if (locked.isPresent()) {
                        return locked.map(start);
                    }
                    return ServiceDirectory.recordedPort(home, service)
                            .filter(LoopbackPorts::isInUse)
                            .map(port -> new ServiceLease(address.apply(port), false, () -> {}));
                })
                .orElseThrow(() ->
                        new ServiceException("The home " + home.toAbsolutePath() + " is in use by a process whose "
                                + service + " does not respond: stop that process, then try again."));
    }
}

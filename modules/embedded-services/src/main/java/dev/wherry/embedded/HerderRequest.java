package dev.wherry.embedded;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.distributed.RebalanceNeededException;
import org.apache.kafka.connect.runtime.distributed.RequestTargetException;
import org.apache.kafka.connect.util.Callback;
import org.apache.kafka.connect.util.FutureCallback;

/**
 * Sends a request to a herder and awaits the response. Retries during the rebalances after its start, and after a failed
 * write to the topic of configurations, which the herder permits.
 */
final class HerderRequest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private HerderRequest() {}

    /**
     * Executes a request.
     *
     * @param failure the start of the message of a failure
     * @throws ServiceException if the herder rejects the request or does not respond in time
     */
    static <T> void execute(String failure, Consumer<Callback<T>> request) {
        Optional<Throwable> problem =
                Polling.until(TIMEOUT, () -> transientProblem(failure, request), Optional::isEmpty);
        if (problem.isPresent()) {
            throw new ServiceException(
                    failure + " within " + TIMEOUT.toSeconds() + " s: "
                            + withoutUrlHint(problem.get().getMessage()),
                    problem.get());
        }
    }

    /** Sends the request once. Returns why it may be repeated, or nothing if it is done. */
    private static <T> Optional<Throwable> transientProblem(String failure, Consumer<Callback<T>> request) {
        FutureCallback<T> response = new FutureCallback<>();
        request.accept(response);
        try {
            response.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            if (isTransient(e.getCause())) {
                return Optional.of(e.getCause());
            }
            throw new ServiceException(
                    failure + ": " + withoutUrlHint(e.getCause().getMessage()), e.getCause());
        } catch (TimeoutException e) {
            throw new ServiceException(failure + ": no response within " + TIMEOUT.toSeconds() + " s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException(failure + ": interrupted.", e);
        }
    }

    /**
     * A herder that cannot write a configuration says so with a plain {@link ConnectException}; a request that it
     * rejects, with a subclass.
     */
    private static boolean isTransient(Throwable problem) {
        return problem instanceof RequestTargetException
                || problem instanceof RebalanceNeededException
                || problem.getClass() == ConnectException.class;
    }

    /** Connect ends its list of configuration errors with the URL of an endpoint that returns the same list. */
    private static String withoutUrlHint(String message) {
        return String.valueOf(message)
                .replaceFirst("(?s)\\s*You can also find the above list.*$", "")
                .replaceAll("\\s*\\R\\s*", " ");
    }
}

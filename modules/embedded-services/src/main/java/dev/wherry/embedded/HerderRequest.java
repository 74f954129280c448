package dev.wherry.embedded;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.connect.runtime.distributed.RebalanceNeededException;
import org.apache.kafka.connect.runtime.distributed.RequestTargetException;
import org.apache.kafka.connect.util.Callback;
import org.apache.kafka.connect.util.FutureCallback;

/** Asks a herder for something and waits for the answer, past the rebalances of its start. */
final class HerderRequest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private HerderRequest() {}

    /** Throws ServiceException, which begins with what was to be done, if it is refused or not answered. */
    static <T> void ask(String failure, Consumer<Callback<T>> request) {
        if (!Polling.until(PATIENCE, () -> isAnswered(failure, request))) {
            throw new ServiceException(failure + ": it is rebalancing for too long.");
        }
    }

    private static <T> boolean isAnswered(String failure, Consumer<Callback<T>> request) {
        FutureCallback<T> answer = new FutureCallback<>();
        request.accept(answer);
        try {
            answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RequestTargetException || e.getCause() instanceof RebalanceNeededException) {
                return false;
            }
            throw new ServiceException(
                    failure + ": " + withoutAdvice(e.getCause().getMessage()), e.getCause());
        } catch (TimeoutException e) {
            throw new ServiceException(failure + ": there was no answer for " + PATIENCE.toSeconds() + " s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException(failure + ": interrupted.", e);
        }
    }

    /** Connect ends its list of what is wrong with a configuration with a hint at a URL that says the same. */
    private static String withoutAdvice(String message) {
        return String.valueOf(message)
                .replaceFirst("(?s)\\s*You can also find the above list.*$", "")
                .replaceAll("\\s*\\R\\s*", " ");
    }
}

package dev.wherry.operations.rebuild;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for what brokers answer. */
final class KafkaFutures {
    private static final Duration LOOK = Duration.ofMillis(100);

    private KafkaFutures() {}

    static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof KafkaException known ? known : new KafkaException(failed.getCause());
        } catch (InterruptedException stop) {
            throw new InterruptException(stop);
        }
    }

    /** Before brokers are asked again. */
    static void pause() {
        try {
            Thread.sleep(LOOK.toMillis());
        } catch (InterruptedException stop) {
            throw new InterruptException(stop);
        }
    }
}

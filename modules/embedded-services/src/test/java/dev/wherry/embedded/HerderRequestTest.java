package dev.wherry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.rest.errors.BadRequestException;
import org.apache.kafka.connect.util.Callback;
import org.junit.jupiter.api.Test;

class HerderRequestTest {
    private final Deque<Throwable> problems = new ArrayDeque<>();

    @Test
    void retriesWhenTheConfigurationsCannotBeWritten() {
        problems.addAll(Arrays.asList(new ConnectException("Failed to write"), new ConnectException("Failed again")));

        HerderRequest.execute("It cannot be deleted", this::respond);

        assertThat(problems).isEmpty();
    }

    @Test
    void doesNotRetryWhenTheRequestIsRejected() {
        problems.addAll(Arrays.asList(new BadRequestException("no such class"), new ConnectException("not reached")));

        assertThatThrownBy(() -> HerderRequest.execute("It cannot be configured", this::respond))
                .isInstanceOf(ServiceException.class)
                .hasMessage("It cannot be configured: no such class");
        assertThat(problems).hasSize(1);
    }

    private void respond(Callback<String> callback) {
        Throwable problem = problems.poll();
        callback.onCompletion(problem, problem == null ? "done" : null);
    }
}

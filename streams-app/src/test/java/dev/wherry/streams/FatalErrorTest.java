package dev.wherry.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FatalErrorTest {
    @Test
    void whatTheBrokersRefuseIsFoundBelowWhateverItIsWrappedIn() {
        Throwable failure =
                new StreamsException("in a thread", new TransactionalIdAuthorizationException("not allowed"));

        assertEquals(
                new FatalError(
                        ExitCode.FAILED,
                        "The brokers do not allow what is needed (not allowed); allow it with kafka-acls"),
                FatalError.of(failure));
    }

    @Test
    void everyRefusalHasItsRemedy() {
        assertEquals("kafka.ssl.truststore.location", firstSetting(new SslAuthenticationException("")));
        assertEquals("kafka.sasl.mechanism", firstSetting(new SaslAuthenticationException("")));
        assertEquals("bootstrap.servers", firstSetting(new TimeoutException("")));
    }

    @Test
    void aSettingThatKafkaRefusesIsUnusable() {
        assertEquals(
                new FatalError(ExitCode.UNUSABLE, "Kafka refuses a setting: no such thing"),
                FatalError.of(new KafkaException(new ConfigException("no such thing"))));
    }

    @Test
    void anythingElseIsSaidWithItsCausesAndWithoutRepetition() {
        Throwable failure = new KafkaException("no client", new ExecutionException(new NullPointerException()));

        assertEquals(
                "The streams app failed and has stopped: no client: java.lang.NullPointerException",
                FatalError.of(failure).sentence());
        assertEquals("twice", FatalError.saidBy(new KafkaException("twice", new KafkaException("twice"))));
    }

    private static String firstSetting(Throwable failure) {
        return FatalError.of(failure).sentence().replaceAll(".* check ([a-z.]+).*", "$1");
    }
}

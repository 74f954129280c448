package dev.wherry.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PipelineProcessTest {
    @Test
    void thePipelineIsMeasuredWithTheJVMOptionsThatTheWherryCommandHas() throws IOException {
        String script = Files.readString(Path.of("../../wherry"));

        for (String option : PipelineProcess.JVM_OPTIONS) {
            assertThat(script.contains(option)).as(option).isTrue();
        }
    }
}

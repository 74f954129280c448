package dev.wherry.bench.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PipelineProcessTest {
    @Test
    void the_pipeline_is_measured_with_the_JVM_options_that_the_wherry_command_has() throws IOException {
        String script = Files.readString(Path.of("../../wherry"));

        for (String option : PipelineProcess.JVM_OPTIONS) {
            assertTrue(script.contains(option), option);
        }
    }
}

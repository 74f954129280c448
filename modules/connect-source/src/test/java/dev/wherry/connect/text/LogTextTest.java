package dev.wherry.connect.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LogTextTest {
    @Test
    void escapesLineEndsAndDirectionMarks() {
        assertThat(LogText.of(Path.of("/inbox/a\nWARN forged\u001b[2J\u202e\u2028.json é")))
                .isEqualTo("/inbox/a\\u000aWARN forged\\u001b[2J\\u202e\\u2028.json é");
    }

    @Test
    void omitsThePathFromErrors() {
        assertThat(LogText.of(new AccessDeniedException("a\nb"))).isEqualTo("AccessDeniedException");
        assertThat(LogText.of(new FileSystemException("a\nb", null, "File name too long")))
                .isEqualTo("FileSystemException: File name too long");
        assertThat(LogText.of(new IOException("x\ny"))).isEqualTo("IOException: x\\u000ay");
    }
}

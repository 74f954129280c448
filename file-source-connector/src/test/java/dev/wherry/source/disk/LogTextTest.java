package dev.wherry.source.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LogTextTest {
    @Test
    void aNameCannotEndItsLogLineOrTurnItAround() {
        assertEquals(
                "/inbox/a\\u000aWARN forged\\u001b[2J\\u202e\\u2028.json é",
                LogText.of(Path.of("/inbox/a\nWARN forged\u001b[2J\u202e\u2028.json é")));
    }

    @Test
    void whatWentWrongIsSaidWithoutTheNameThatTheMessageRepeats() {
        assertEquals("AccessDeniedException", LogText.of(new AccessDeniedException("a\nb")));
        assertEquals(
                "FileSystemException: File name too long",
                LogText.of(new FileSystemException("a\nb", null, "File name too long")));
        assertEquals("IOException: x\\u000ay", LogText.of(new IOException("x\ny")));
    }
}

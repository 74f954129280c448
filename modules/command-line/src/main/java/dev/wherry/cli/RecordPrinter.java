package dev.wherry.cli;

import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Prints a record: a line with its position and key, its headers, then its value. */
final class RecordPrinter {
    private final PrintWriter out;

    RecordPrinter(PrintWriter out) {
        this.out = out;
    }

    void print(ConsumerRecord<byte[], byte[]> record) {
        out.println(
                "%s-%d@%d  key %s".formatted(record.topic(), record.partition(), record.offset(), text(record.key())));
        for (Header header : record.headers()) {
            out.println("  %s: %s".formatted(header.key(), text(header.value())));
        }
        out.println(text(record.value()));
        out.println();
    }

    /** UTF-8 text as is, anything else in hexadecimal. */
    private static String text(byte[] bytes) {
        if (bytes == null) {
            return "(null)";
        }
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean readable = decoded.chars().noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c));
            return readable ? decoded : hex(bytes);
        } catch (CharacterCodingException notText) {
            return hex(bytes);
        }
    }

    private static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}

package dev.wherry.cli;

import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Prints a record: a line of where it stands and its headers, then its value as it is. */
final class RecordPrinter {
    private final PrintWriter out;

    RecordPrinter(PrintWriter out) {
        this.out = out;
    }

    void print(ConsumerRecord<byte[], byte[]> record) {
        out.println(
                "%s-%d@%d  key %s".formatted(record.topic(), record.partition(), record.offset(), shown(record.key())));
        for (Header header : record.headers()) {
            out.println("  %s: %s".formatted(header.key(), shown(header.value())));
        }
        out.println(shown(record.value()));
        out.println();
    }

    /** UTF-8 text as it is, anything else in hexadecimal digits. */
    private static String shown(byte[] bytes) {
        if (bytes == null) {
            return "(null)";
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean readable = text.chars().noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c));
            return readable ? text : hex(bytes);
        } catch (CharacterCodingException notText) {
            return hex(bytes);
        }
    }

    private static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}

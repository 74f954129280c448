package dev.wherry.audit;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.wire.Topics;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Describes events and their positions for reports: enough to find them, without their contents. */
final class Descriptions {
    private Descriptions() {}

    /** A raw event, from the columns feed, file (UTF-16), place, partition and record. */
    static String event(ResultSet row) throws SQLException {
        return "the event of " + origin(row.getBytes("file"), row.getString("place")) + " (" + position(row) + ")";
    }

    /** The position of a raw event as topic-partition@offset, from the columns feed, partition and record. */
    static String position(ResultSet row) throws SQLException {
        return Topics.raw(row.getString("feed")) + "-" + row.getInt("partition") + "@" + row.getLong("record");
    }

    static String origin(byte[] file, String offset) {
        return origin(file == null ? null : new String(file, UTF_16BE), offset);
    }

    static String origin(String file, String offset) {
        return file == null ? "no file" : file + " at offset " + offset;
    }

    static String text(byte[] utf8) {
        return new String(utf8, UTF_8);
    }
}

package dev.wherry.source.disk;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * File names as text, and new names derived from them. On disk a name is bytes. Java decodes it in the locale's
 * character set, replaces every undecodable byte by the same character, and cannot convert the result back: two files
 * would get the same name. The path's URI holds the original bytes.
 */
public final class FileNames {
    private static final boolean LOCALE_IS_UTF_8 =
            StandardCharsets.UTF_8.name().equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));
    private static final char REPLACEMENT = '\uFFFD';
    private static final int HEX = 16;

    private FileNames() {}

    /**
     * Decodes the name as UTF-8, whatever the locale. An invalid byte becomes U+FFFD and its two hexadecimal digits,
     * and so does each byte of U+FFFD itself. So different names have different texts.
     */
    public static String text(Path name) {
        String decoded = name.toString();
        return isExact(decoded) ? decoded : decode(bytes(name.toUri().getRawPath()));
    }

    /** The path with a prefix and a suffix added to its name. */
    public static Path renamed(Path path, String prefix, String suffix) {
        Path name = path.getFileName();
        if (isExact(name.toString())) {
            return path.resolveSibling(prefix + name + suffix);
        }
        Path directory = path.toAbsolutePath().getParent();
        String raw = lastPart(name.toUri().getRawPath());
        Path renamed = Path.of(URI.create("file:///" + prefix + raw + suffix)).getFileName();
        return directory.resolve(renamed);
    }

    /** Whether the text is plain ASCII, which has the same bytes in every locale. */
    public static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text that Java decoded represents the name's bytes exactly. */
    private static boolean isExact(String decoded) {
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            if (c == REPLACEMENT || (c > 0x7f && !LOCALE_IS_UTF_8)) {
                return false;
            }
        }
        return true;
    }

    private static String lastPart(String rawPath) {
        String withoutSlash = rawPath.endsWith("/") ? rawPath.substring(0, rawPath.length() - 1) : rawPath;
        return withoutSlash.substring(withoutSlash.lastIndexOf('/') + 1);
    }

    private static byte[] bytes(String rawPath) {
        String name = lastPart(rawPath);
        ByteBuffer bytes = ByteBuffer.allocate(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '%') {
                bytes.put((byte) Integer.parseInt(name, i + 1, i + 3, HEX));
                i += 2;
            } else {
                bytes.put((byte) name.charAt(i));
            }
        }
        byte[] result = new byte[bytes.position()];
        bytes.flip().get(result);
        return result;
    }

    private static String decode(byte[] name) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < name.length) {
            int length = appendCharacter(name, at, text);
            if (length == 0) {
                text.append(REPLACEMENT).append(String.format(Locale.ROOT, "%02x", name[at] & 0xff));
            }
            at += Math.max(1, length);
        }
        return text.toString();
    }

    /** Appends the character that starts at the index. Returns its length in bytes; 0 if no character starts there. */
    private static int appendCharacter(byte[] name, int at, StringBuilder text) {
        for (int length = 1; length <= Math.min(4, name.length - at); length++) {
            String character = new String(name, at, length, StandardCharsets.UTF_8);
            if (character.indexOf(REPLACEMENT) < 0) {
                text.append(character);
                return length;
            }
        }
        return 0;
    }
}

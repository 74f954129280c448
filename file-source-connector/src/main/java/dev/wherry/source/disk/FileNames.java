package dev.wherry.source.disk;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Names of files as text and as parts of new names. On disk a name is bytes; Java shows them in the locale's character
 * set, puts one and the same sign for all that is none there, and cannot turn such a text into a name again. Two files
 * would be taken for one. The bytes themselves are in the path's URI.
 */
public final class FileNames {
    private static final boolean LOCALE_IS_UTF_8 =
            StandardCharsets.UTF_8.name().equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));
    private static final char NOT_SHOWN = '\uFFFD';
    private static final int HEX = 16;

    private FileNames() {}

    /**
     * The name read as UTF-8, whatever the locale. A byte that is no UTF-8 is U+FFFD and its two hexadecimal digits, and so
     * are the bytes of U+FFFD itself: different names have different texts.
     */
    public static String text(Path name) {
        String shown = name.toString();
        return isExact(shown) ? shown : decoded(bytes(name.toUri().getRawPath()));
    }

    /** The same place with something before and behind its name. */
    public static Path renamed(Path path, String before, String after) {
        Path name = path.getFileName();
        if (isExact(name.toString())) {
            return path.resolveSibling(before + name + after);
        }
        Path directory = path.toAbsolutePath().getParent();
        String raw = lastPart(name.toUri().getRawPath());
        Path renamed = Path.of(URI.create("file:///" + before + raw + after)).getFileName();
        return directory.resolve(renamed);
    }

    /** Whether all of it is plain ASCII, whose bytes are the same in every locale. */
    public static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static boolean isExact(String shown) {
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            if (c == NOT_SHOWN || (c > 0x7f && !LOCALE_IS_UTF_8)) {
                return false;
            }
        }
        return true;
    }

    private static String lastPart(String rawPath) {
        String withoutEnd = rawPath.endsWith("/") ? rawPath.substring(0, rawPath.length() - 1) : rawPath;
        return withoutEnd.substring(withoutEnd.lastIndexOf('/') + 1);
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
        byte[] exact = new byte[bytes.position()];
        bytes.flip().get(exact);
        return exact;
    }

    private static String decoded(byte[] name) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < name.length) {
            int length = characterAt(name, at, text);
            if (length == 0) {
                text.append(NOT_SHOWN).append(String.format(Locale.ROOT, "%02x", name[at] & 0xff));
            }
            at += Math.max(1, length);
        }
        return text.toString();
    }

    /** Appends the character that begins there. Returns how many bytes it has; 0 if none begins there. */
    private static int characterAt(byte[] name, int at, StringBuilder text) {
        for (int length = 1; length <= Math.min(4, name.length - at); length++) {
            String character = new String(name, at, length, StandardCharsets.UTF_8);
            if (character.indexOf(NOT_SHOWN) < 0) {
                text.append(character);
                return length;
            }
        }
        return 0;
    }
}

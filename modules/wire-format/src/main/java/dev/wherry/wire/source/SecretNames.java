package dev.wherry.wire.source;

import java.util.regex.Pattern;

/** Which parts of a request contain secrets, by their names. */
public final class SecretNames {
    private static final Pattern HEADER = Pattern.compile(
            "(?i).*(key|token|secret|passw|credential|signature|session).*|(proxy-)?authorization|cookie");
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)(.*(api|app|access|auth|secret|private|subscription|account|client)[_.-]?)?key(_?id)?"
                    + "|.*(token|secret|passw|pwd|credential|signature).*|sig|auth(orization)?");

    private SecretNames() {}

    /** Whether a header of that name contains a secret. */
    public static boolean isHeader(String name) {
        return HEADER.matcher(name).matches();
    }

    /** Whether a parameter or a member of a body of that name contains a secret. */
    public static boolean isParameter(String name) {
        return PARAMETER.matcher(name).matches();
    }
}

package dev.wherry.connect.config;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** References such as {@code ${env:NAME}}. A worker leaves those that it cannot resolve as they are written. */
public final class References {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:env|file):[^}]*\\}");

    private References() {}

    /** What is wrong with the options that still contain one, by their names. */
    public static SortedMap<String, String> unresolved(Map<String, String> given) {
        SortedMap<String, String> faults = new TreeMap<>();
        given.forEach((option, value) -> {
            Matcher reference = REFERENCE.matcher(String.valueOf(value));
            if (reference.find()) {
                faults.put(
                        option,
                        "still contains " + reference.group() + ", which the worker has not resolved: set it for every"
                                + " worker, and enable config.providers=env,file there");
            }
        });
        return faults;
    }
}

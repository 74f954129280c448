package dev.wherry.generator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses shares such as {@code 20%} and {@code 0.2} into a number from 0 to 1. */
public final class Share implements ITypeConverter<Double> {
    private static final Pattern PATTERN = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?)(%?)");

    @Override
    public Double convert(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (matcher.matches()) {
            double number = Double.parseDouble(matcher.group(1));
            double share = matcher.group(2).isEmpty() ? number : number / 100;
            if (share <= 1) {
                return share;
            }
        }
        throw new TypeConversionException("'" + text + "' is no share: use 20%, or a number from 0 to 1");
    }
}

package com.sparkify.law;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A decimal number taken apart by its text: digits × 10^exponent. Works on the text because 1e-999999999 is a short
 * text, and a huge number for those who compute with it.
 */
record Decimal(boolean isNegative, String digits, long exponent) {
    private static final long SATURATED = 1_000_000_000_000L;

    /** @param text a number of the JSON grammar */
    static Decimal of(String text) {
        boolean isNegative = text.startsWith("-");
        String unsigned = isNegative ? text.substring(1) : text;
        int mark = Math.max(unsigned.indexOf('e'), unsigned.indexOf('E'));
        String mantissa = mark < 0 ? unsigned : unsigned.substring(0, mark);
        long exponent = mark < 0 ? 0 : exponent(unsigned.substring(mark + 1));
        int point = mantissa.indexOf('.');
        if (point >= 0) {
            exponent -= mantissa.length() - point - 1;
            mantissa = mantissa.substring(0, point) + mantissa.substring(point + 1);
        }
        String digits = withoutLeadingZeros(mantissa);
        return new Decimal(isNegative && !digits.isEmpty(), digits, digits.isEmpty() ? 0 : exponent);
    }

    private static long exponent(String text) {
        boolean isNegative = text.startsWith("-");
        String digits = withoutLeadingZeros(text.substring(isNegative || text.startsWith("+") ? 1 : 0));
        long value = digits.length() > 12 ? SATURATED : digits.isEmpty() ? 0 : Long.parseLong(digits);
        return isNegative ? -value : value;
    }

    private static String withoutLeadingZeros(String digits) {
        int start = 0;
        while (start < digits.length() && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }

    /** The number if it is integral and fits 64 bits. */
    Optional<Long> integer() {
        int significant = digits.length();
        while (significant > 0 && digits.charAt(significant - 1) == '0') {
            significant--;
        }
        if (significant == 0) {
            return Optional.of(0L);
        }
        long zeros = exponent + digits.length() - significant;
        if (zeros < 0 || significant + zeros > 19) {
            return Optional.empty();
        }
        BigInteger value = new BigInteger(digits.substring(0, significant)).multiply(BigInteger.TEN.pow((int) zeros));
        value = isNegative ? value.negate() : value;
        return value.bitLength() < 64 ? Optional.of(value.longValue()) : Optional.empty();
    }

    /** The number in units of 0.00001, rounded half up. Only for numbers that a double can hold. */
    String hundredThousandths() {
        long dropped = -5 - exponent;
        BigInteger units;
        if (dropped > digits.length()) {
            units = BigInteger.ZERO;
        } else if (dropped <= 0) {
            units = new BigInteger("0" + digits).multiply(BigInteger.TEN.pow((int) -dropped));
        } else {
            int kept = digits.length() - (int) dropped;
            units = new BigInteger("0" + digits.substring(0, kept));
            units = digits.charAt(kept) >= '5' ? units.add(BigInteger.ONE) : units;
        }
        return (isNegative ? units.negate() : units).toString();
    }
}

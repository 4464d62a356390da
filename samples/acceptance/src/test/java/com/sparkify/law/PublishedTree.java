package com.sparkify.law;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Cuts the rows of a folder into files as the contract defines: a node with more rows than a file may hold is split, a
 * day into hours, an hour into minutes, and others by the next binary digit of the SHA-256 of the row's key.
 */
final class PublishedTree {
    private final Table table;
    private final int mostRows;
    private final SortedMap<String, List<List<String>>> files = new TreeMap<>();

    private PublishedTree(Table table, int mostRows) {
        this.table = table;
        this.mostRows = mostRows;
    }

    /** The rows of each file by its path. */
    static SortedMap<String, List<List<String>>> of(Table table, String folder, List<List<String>> rows, int mostRows) {
        PublishedTree tree = new PublishedTree(table, mostRows);
        tree.add(folder + table.title(), "", rows);
        return tree.files;
    }

    private void add(String name, String suffix, List<List<String>> rows) {
        if (rows.size() <= mostRows) {
            files.put(name + (suffix.isEmpty() ? "" : "-" + suffix) + ".json", rows);
            return;
        }
        grouped(rows, row -> childSuffix(suffix, row)).forEach((child, some) -> add(name, child, some));
    }

    private String childSuffix(String suffix, List<String> row) {
        if (!table.isPartitioned()) {
            return suffix + digits(row).charAt(suffix.length());
        }
        String time = row.get(table.names().indexOf("start_time"));
        return switch (suffix.length()) {
            case 0 -> time.substring(11, 13);
            case 2 -> suffix + time.substring(14, 16);
            case 4 -> suffix + "-" + digits(row).charAt(0);
            default -> suffix + digits(row).charAt(suffix.length() - 5);
        };
    }

    private static SortedMap<String, List<List<String>>> grouped(
            List<List<String>> rows, Function<List<String>, String> by) {
        SortedMap<String, List<List<String>>> groups = new TreeMap<>();
        rows.forEach(row ->
                groups.computeIfAbsent(by.apply(row), none -> new ArrayList<>()).add(row));
        return groups;
    }

    /** The 256 binary digits of the hash of the row's key, which is its first column. */
    private static String digits(List<String> row) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(row.get(0).getBytes(StandardCharsets.UTF_8));
            return String.format("%256s", new BigInteger(1, hash).toString(2)).replace(' ', '0');
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}

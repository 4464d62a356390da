package com.sparkify.law;

import com.sparkify.local.fault.FaultGate;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers listings of one bucket's log prefix like an S3 with very many objects, some of which exist. Counts the
 * requests to the bucket.
 */
final class SyntheticListing implements FaultGate.Rule {
    private static final int PAGE = 1000;
    private static final Pattern TOKEN = Pattern.compile("[?&]continuation-token=(\\d+)");

    final LongAdder listings = new LongAdder();
    final LongAdder heads = new LongAdder();
    final LongAdder gets = new LongAdder();
    final LongAdder others = new LongAdder();
    /** When the last listing was answered, by {@link System#nanoTime}. */
    volatile long lastListing;
    /** When the first batch began, by {@link System#nanoTime}; 0 before it did. */
    volatile long firstBatch;

    private final String bucket;
    private final int objects;
    private final Map<Integer, Listed> real;

    /** An object that is really there, in place of a synthetic one. */
    record Listed(String etag, long size) {}

    SyntheticListing(String bucket, int objects, Map<Integer, Listed> real) {
        this.bucket = bucket;
        this.objects = objects;
        this.real = real;
    }

    /** The keys sort as the numbers do. */
    static String key(int number) {
        return "log_data/2018/%03d/object-%07d.json".formatted(number / 10_000, number);
    }

    static String etag(int number) {
        return "\"%032d\"".formatted(number);
    }

    @Override
    public FaultGate.Verdict before(FaultGate.Request request) {
        return FaultGate.Verdict.FORWARD;
    }

    @Override
    public Optional<String> answer(FaultGate.Request request) {
        String target = request.target();
        if (!target.startsWith("/" + bucket)) {
            if (request.isWrite() && target.contains("/state/derived.json") && firstBatch == 0) {
                firstBatch = System.nanoTime();
            }
            others.increment();
            return Optional.empty();
        }
        if (!target.contains("list-type=2")) {
            (request.method().equals("HEAD") ? heads : gets).increment();
            return Optional.empty();
        }
        listings.increment();
        boolean isLogs = URLDecoder.decode(target, StandardCharsets.UTF_8).contains("prefix=" + Reading.LOG_PREFIX);
        String page = page(isLogs ? objects : 0, target);
        lastListing = System.nanoTime();
        return Optional.of(page);
    }

    private String page(int count, String target) {
        Matcher token = TOKEN.matcher(target);
        int from = token.find() ? Integer.parseInt(token.group(1)) : 0;
        int to = Math.min(count, from + PAGE);
        StringBuilder page = new StringBuilder(PAGE * 200);
        page.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult><Name>")
                .append(bucket)
                .append("</Name><KeyCount>")
                .append(to - from)
                .append("</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>")
                .append(to < count)
                .append("</IsTruncated>");
        if (to < count) {
            page.append("<NextContinuationToken>").append(to).append("</NextContinuationToken>");
        }
        for (int number = from; number < to; number++) {
            Listed listed = real.getOrDefault(number, new Listed(etag(number), 250));
            page.append("<Contents><Key>")
                    .append(key(number))
                    .append("</Key><LastModified>2018-11-12T10:15:30.000Z</LastModified><ETag>")
                    .append(listed.etag().replace("\"", "&quot;"))
                    .append("</ETag><Size>")
                    .append(listed.size())
                    .append("</Size><StorageClass>STANDARD</StorageClass></Contents>");
        }
        return page.append("</ListBucketResult>").toString();
    }
}

package com.sparkify.law;

import com.sparkify.local.fault.FaultGate;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts a run's requests to S3 and their bytes, those of the tables apart from those of the published files. */
final class Traffic implements FaultGate.Rule {
    /** Requests and bytes of one sort. */
    static final class Count {
        final LongAdder requests = new LongAdder();
        final LongAdder bytes = new LongAdder();

        private void add(long more) {
            requests.increment();
            bytes.add(more);
        }
    }

    final Count tablesRead = new Count();
    final Count tablesWritten = new Count();
    final Count published = new Count();
    final Count other = new Count();
    /** What is read of each table's data and metadata. */
    final Map<String, Count> readOfTables = new ConcurrentSkipListMap<>();

    @Override
    public FaultGate.Verdict before(FaultGate.Request request) {
        return FaultGate.Verdict.FORWARD;
    }

    @Override
    public void over(FaultGate.Request request, long sent, long received) {
        if (request.target().contains("/json/")) {
            published.add(sent);
        } else if (!request.target().contains("/warehouse/")) {
            other.add(sent + received);
        } else if (request.isWrite()) {
            tablesWritten.add(sent);
        } else {
            tablesRead.add(received);
            String[] path =
                    request.target().split("\\?")[0].split("/warehouse/")[1].split("/");
            readOfTables
                    .computeIfAbsent(path[1] + " " + path[2], name -> new Count())
                    .add(received);
        }
    }

    long requests() {
        return tablesRead.requests.sum()
                + tablesWritten.requests.sum()
                + published.requests.sum()
                + other.requests.sum();
    }
}

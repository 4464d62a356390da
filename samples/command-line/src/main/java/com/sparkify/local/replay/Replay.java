package com.sparkify.local.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends a source's announcements to a target and updates a bookmark after every call. An interrupted replay resumes
 * there and sends at most one call's messages twice, which changes no table.
 */
final class Replay {

    private final Source source;
    private final Bookmark bookmark;
    private final ProgressBar progress;

    Replay(Source source, Bookmark bookmark, ProgressBar progress) {
        this.source = source;
        this.bookmark = bookmark;
        this.progress = progress;
    }

    /** Returns what is left to send. */
    Summary plan() throws IOException {
        var summary = new Summary();
        String sent = bookmark.position();
        source.each(announcement -> {
            if (Position.isAfter(announcement.position(), sent)) {
                summary.add(announcement);
            } else {
                summary.skip();
            }
            return true;
        });
        return summary;
    }

    /** Sends what is left, and deletes the bookmark at the end. */
    Summary send(Target target, RateLimit pace) throws IOException, InterruptedException {
        long total = plan().messages();
        long start = System.nanoTime();
        String sent = bookmark.position();
        var summary = new Summary();
        var call = new ArrayList<Announcement>();
        var failure = new ArrayList<Exception>();
        source.each(announcement -> {
            if (!Position.isAfter(announcement.position(), sent)) {
                summary.skip();
                return true;
            }
            call.add(announcement);
            return call.size() < Target.LIMIT || attempt(call, target, pace, summary, failure, total, start);
        });
        if (failure.isEmpty() && !call.isEmpty()) {
            attempt(call, target, pace, summary, failure, total, start);
        }
        rethrow(failure);
        bookmark.remove();
        return summary;
    }

    private boolean attempt(
            List<Announcement> call,
            Target target,
            RateLimit pace,
            Summary summary,
            List<Exception> failure,
            long total,
            long start) {
        try {
            pace.await(call.size());
            target.send(call);
            bookmark.advance(call.get(call.size() - 1).position());
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure.add(e);
            return false;
        }
        call.forEach(summary::add);
        call.clear();
        progress.show(summary.messages(), total, (System.nanoTime() - start) / 1e9);
        return true;
    }

    /** Rethrows exceptions that the source's callback could not throw. */
    private static void rethrow(List<Exception> failure) throws IOException, InterruptedException {
        for (Exception problem : failure) {
            if (problem instanceof IOException io) {
                throw io;
            } else if (problem instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw (RuntimeException) problem;
        }
    }

    /** Counters of a replay. */
    static final class Summary {
        private long messages;
        private long objects;
        private long bytes;
        private long skipped;

        private void add(Announcement announcement) {
            messages++;
            objects += announcement.objects();
            bytes += announcement.bytes();
        }

        private void skip() {
            skipped++;
        }

        long messages() {
            return messages;
        }

        long objects() {
            return objects;
        }

        long bytes() {
            return bytes;
        }

        long skipped() {
            return skipped;
        }
    }
}

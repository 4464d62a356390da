package com.sparkify.law;

import com.sparkify.local.fault.FaultGate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step of a run as S3 sees it: the n-th write to a kind of object, and a side of it. A table's commit lies between
 * the write of its metadata file and the next request of the run, which is a side of its own.
 */
record Moment(String kind, int ordinal, Side side) {
    enum Side {
        /** S3 has not executed the request. */
        BEFORE,
        /** S3 has executed the request, and the job has no response. */
        AFTER,
        /** The job has continued to its next request. */
        NEXT
    }

    private static final Pattern TABLE_FILE =
            Pattern.compile(".*/warehouse/(?:[a-z_]+/)?([a-z_]+)/(metadata|data)/.*?([^/]*)");

    /** Returns the name of a relevant step: a commit, a published file, or a state object. */
    static Optional<String> kind(FaultGate.Request request) {
        if (!request.isWrite()) {
            return Optional.empty();
        }
        String target = request.target().replaceFirst("[?].*", "");
        Matcher file = TABLE_FILE.matcher(target);
        if (file.matches()) {
            return target.endsWith(".metadata.json") ? Optional.of("commit " + file.group(1)) : Optional.empty();
        }
        for (String folder : new String[] {"json/", "state/", "closing/"}) {
            int at = target.indexOf("/" + folder);
            if (at >= 0) {
                // day and run id do not distinguish steps
                String name = folder.equals("closing/")
                        ? folder
                        : target.substring(at + 1).replaceAll("[^/]*(=|%3D)[0-9]+/", "");
                return Optional.of(request.method() + " " + name);
            }
        }
        return request.method().equals("POST") ? Optional.of("delete objects") : Optional.empty();
    }

    @Override
    public String toString() {
        return side + " " + kind + " " + ordinal;
    }
}

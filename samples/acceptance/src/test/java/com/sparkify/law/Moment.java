package com.sparkify.law;

import com.sparkify.local.fault.FaultGate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step of a run, as S3 sees it: which of the writes to a kind of object, and on which side of it. A table's commit is
 * between the write of its metadata file and the next request of the run, which is a side of its own.
 */
record Moment(String kind, int ordinal, Side side) {
    enum Side {
        /** S3 has not carried it out. */
        BEFORE,
        /** S3 has carried it out, and the job does not know. */
        AFTER,
        /** The job went on: this is its next request to S3. */
        NEXT
    }

    private static final Pattern TABLE_FILE =
            Pattern.compile(".*/warehouse/(?:[a-z_]+/)?([a-z_]+)/(metadata|data)/.*?([^/]*)");

    /** The name of the step that a request is, if it is one that matters: a commit, a file, or a note. */
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
                // Which day, and which run, makes no other step of it.
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

package com.sparkify.local.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.function.Predicate;

/**
 * One request for the log objects of some days. The job decides which objects belong to a day.
 *
 * @param from first log partition
 * @param to last log partition, inclusive
 */
record RequestedDays(LocalDate from, LocalDate to) implements Source {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void each(Predicate<Announcement> taker) {
        ObjectNode request = JSON.createObjectNode();
        request.putObject("load").put("from", from.toString()).put("to", to.toString());
        taker.test(new Announcement("%s..%s".formatted(from, to), request.toString(), 0, 0));
    }
}

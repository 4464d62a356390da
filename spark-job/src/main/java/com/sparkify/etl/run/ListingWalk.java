package com.sparkify.etl.run;

import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.Request;
import com.sparkify.etl.lake.StoredObject;
import com.sparkify.etl.plan.Announced.Action;
import com.sparkify.etl.source.InputLayout;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** Lists, portion by portion, the objects that a request selects: by prefix, by a range of days, or all. */
final class ListingWalk {
    /** Maximum number of listed objects for each wanted one, so that other work is not delayed. */
    private static final int LOOKED_AT = 5;

    private final ObjectStore input;
    private final InputLayout layout;
    private final Action action;
    private final Predicate<String> isWanted;
    /** Prefixes that are not listed yet. */
    private final List<String> prefixes;

    private Iterator<StoredObject> listing;

    private ListingWalk(
            ObjectStore input, InputLayout layout, Action action, List<String> prefixes, Predicate<String> isWanted) {
        this.input = input;
        this.layout = layout;
        this.action = action;
        this.prefixes = new ArrayList<>(prefixes);
        this.isWanted = isWanted;
    }

    /** Returns the walk for a request, or null if the request names its objects itself or concerns none. */
    static ListingWalk of(Request request, ObjectStore input, InputLayout layout) {
        if (request instanceof Request.LoadRange load) {
            return new ListingWalk(
                    input,
                    layout,
                    load.force() ? Action.FORCE : Action.LOAD,
                    List.of(layout.logPrefix()),
                    key -> layout.logPartitionOf(key)
                            .filter(day -> isWithin(day, load.from(), load.to()))
                            .isPresent());
        }
        if (request instanceof Request.LoadPrefix load) {
            return new ListingWalk(
                    input, layout, load.force() ? Action.FORCE : Action.LOAD, List.of(load.prefix()), key -> true);
        }
        if (request instanceof Request.Sweep) {
            return new ListingWalk(
                    input, layout, Action.SWEEP, List.of(layout.songPrefix(), layout.logPrefix()), key -> true);
        }
        return null;
    }

    private static boolean isWithin(LocalDate day, LocalDate from, LocalDate to) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** Returns the action that the request asks of each object. */
    Action action() {
        return action;
    }

    /** Returns up to {@code most} objects. The result may be empty before the walk is over. */
    List<StoredObject> next(int most) {
        List<StoredObject> portion = new ArrayList<>();
        for (long looked = 0; looked < (long) most * LOOKED_AT && portion.size() < most && !isOver(); looked++) {
            StoredObject object = listing.next();
            if (layout.kindOf(object.key()).isPresent() && isWanted.test(object.key())) {
                portion.add(object);
            }
        }
        return portion;
    }

    /** Returns true once all prefixes are listed. */
    boolean isOver() {
        while (listing == null || !listing.hasNext()) {
            if (prefixes.isEmpty()) {
                return true;
            }
            listing = input.walk(prefixes.remove(0));
        }
        return false;
    }
}

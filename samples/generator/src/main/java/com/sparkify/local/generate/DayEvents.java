package com.sparkify.local.generate;

import com.sparkify.local.generate.LogEvent.Page;
import com.sparkify.local.generate.LogEvent.Track;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The events of one day. A session that runs past midnight stays in the file of the day it began. */
final class DayEvents {
    static final LocalDate FIRST = LocalDate.of(2018, 11, 1);
    static final long FIRST_MILLIS = FIRST.toEpochDay() * 86_400_000L;

    private static final List<Page> OTHER_PAGES = List.of(
            Page.HOME,
            Page.SETTINGS,
            Page.SAVE_SETTINGS,
            Page.DOWNGRADE,
            Page.UPGRADE,
            Page.HELP,
            Page.ABOUT,
            Page.ERROR);
    private static final List<Page> GUEST_PAGES = List.of(Page.HOME, Page.HOME, Page.ABOUT, Page.HELP);

    private final Recipe recipe;
    private final List<Song> songs;
    private final int number;
    private final SeededRandom random;
    private final List<LogEvent> events = new ArrayList<>();
    private long lastStart;
    private int sessionId;

    private DayEvents(Recipe recipe, List<Song> songs, int number) {
        this.recipe = recipe;
        this.songs = songs;
        this.number = number;
        this.random = SeededRandom.of(recipe.seed(), "day", number);
        // Each user has at most two sessions a day.
        this.sessionId = number * recipe.users() * 2;
    }

    static List<LogEvent> events(Recipe recipe, List<Song> songs, int number) {
        return new DayEvents(recipe, songs, number).play();
    }

    static LocalDate date(int number) {
        return FIRST.plusDays(number);
    }

    private List<LogEvent> play() {
        for (int id = 1; id <= recipe.users(); id++) {
            // One user listens every day, so that no day of a demo is empty.
            if (id == 1 || random.percent(35)) {
                session(Listener.of(recipe, id));
            }
            if (random.percent(5)) {
                session(Listener.of(recipe, id));
            }
        }
        events.sort(Comparator.comparingLong(LogEvent::ts)
                .thenComparingInt(LogEvent::sessionId)
                .thenComparingInt(LogEvent::itemInSession));
        return events;
    }

    private void session(Listener listener) {
        sessionId++;
        long dayStart = FIRST_MILLIS + number * 86_400_000L;
        // One session in eight starts in the same millisecond as the one before.
        long ts = lastStart != 0 && random.percent(12) ? lastStart : dayStart + random.below(86_000_000);
        lastStart = ts;
        int item = 0;
        if (random.percent(15)) {
            ts = guest(listener, ts, item++);
            events.add(new LogEvent(ts, sessionId, item++, listener, false, Page.LOGIN, null));
        }
        int songsToPlay = random.between(1, 20);
        for (int i = 0; i < songsToPlay; i++) {
            Track track = track();
            events.add(new LogEvent(ts, sessionId, item++, listener, true, Page.NEXT_SONG, track));
            if (random.percent(18)) {
                long later = ts + random.between(1_000, 60_000);
                events.add(new LogEvent(later, sessionId, item++, listener, true, random.pick(OTHER_PAGES), null));
            }
            ts += track.lengthSeconds().longValue() * 1_000;
        }
        if (random.percent(10)) {
            events.add(new LogEvent(ts, sessionId, item++, listener, true, Page.LOGOUT, null));
            guest(listener, ts, item);
        }
    }

    private long guest(Listener listener, long ts, int item) {
        events.add(new LogEvent(ts, sessionId, item, listener, false, random.pick(GUEST_PAGES), null));
        return ts + random.between(1_000, 30_000);
    }

    /** Six of ten plays are in the catalogue, some with another length, which does not match. */
    private Track track() {
        int kind = random.below(10);
        Song song = random.pick(songs);
        if (kind < 6) {
            return new Track(song.title(), song.artist().name(), song.durationSeconds());
        }
        if (kind == 6) {
            BigDecimal otherLength = song.durationSeconds().add(new BigDecimal("0.00001"));
            return new Track(song.title(), song.artist().name(), otherLength);
        }
        return new Track(Words.name(random), Words.name(random), Catalogue.seconds(random));
    }
}

package com.sparkify.local.generate;

import java.math.BigDecimal;

/**
 * A user of the service.
 *
 * @param firstSwitchHour hour from the first day at which the level changes first
 * @param secondSwitchHour hour at which it changes back; after the last day if it does not
 */
record Listener(
        int id,
        String firstName,
        String lastName,
        String gender,
        String location,
        String userAgent,
        BigDecimal registration,
        boolean startsPaid,
        int firstSwitchHour,
        int secondSwitchHour) {

    static Listener of(Recipe recipe, int id) {
        SeededRandom random = SeededRandom.of(recipe.seed(), "listener", id);
        int hours = recipe.days() * 24;
        boolean switches = random.percent(40);
        int first = switches ? random.below(hours) : Integer.MAX_VALUE;
        boolean switchesBack = switches && random.percent(50);
        return new Listener(
                id,
                random.pick(Words.FIRST_NAMES),
                random.pick(Words.LAST_NAMES),
                random.percent(50) ? "F" : "M",
                random.pick(Words.LOCATIONS),
                random.pick(Words.USER_AGENTS),
                BigDecimal.valueOf(DayEvents.FIRST_MILLIS - random.below(1_000_000_000))
                        .setScale(random.percent(80) ? 1 : 0),
                random.percent(20),
                first,
                switchesBack ? first + 1 + random.below(hours) : Integer.MAX_VALUE);
    }

    String level(long millis) {
        long hour = (millis - DayEvents.FIRST_MILLIS) / 3_600_000;
        boolean isSwitched = hour >= firstSwitchHour && hour < secondSwitchHour;
        return startsPaid ^ isSwitched ? "paid" : "free";
    }
}

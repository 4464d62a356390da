package com.sparkify.local.generate;

import java.math.BigDecimal;

/**
 * A user of the service.
 *
 * @param firstSwitchHour hour, counted from the first day, at which the level changes the first time
 * @param secondSwitchHour hour at which it changes back; later than the data if it never does
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
        Dice dice = Dice.of(recipe.seed(), "listener", id);
        int hours = recipe.days() * 24;
        boolean switches = dice.percent(40);
        int first = switches ? dice.below(hours) : Integer.MAX_VALUE;
        boolean switchesBack = switches && dice.percent(50);
        return new Listener(
                id,
                dice.pick(Words.FIRST_NAMES),
                dice.pick(Words.LAST_NAMES),
                dice.percent(50) ? "F" : "M",
                dice.pick(Words.LOCATIONS),
                dice.pick(Words.USER_AGENTS),
                BigDecimal.valueOf(DayEvents.FIRST_MILLIS - dice.below(1_000_000_000))
                        .setScale(dice.percent(80) ? 1 : 0),
                dice.percent(20),
                first,
                switchesBack ? first + 1 + dice.below(hours) : Integer.MAX_VALUE);
    }

    String level(long millis) {
        long hour = (millis - DayEvents.FIRST_MILLIS) / 3_600_000;
        boolean isSwitched = hour >= firstSwitchHour && hour < secondSwitchHour;
        return startsPaid ^ isSwitched ? "paid" : "free";
    }
}

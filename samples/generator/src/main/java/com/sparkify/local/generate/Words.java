package com.sparkify.local.generate;

import java.util.List;

/** The vocabulary; parts of it break naive loaders, as names in real catalogues do. */
final class Words {
    private Words() {}

    static final List<String> ADJECTIVES = List.of(
            "Silent",
            "Electric",
            "Golden",
            "Broken",
            "Midnight",
            "Paper",
            "Hollow",
            "Crimson",
            "Northern",
            "Slow",
            "Velvet",
            "Wandering",
            "Distant",
            "Burning",
            "Little",
            "Endless",
            "Frozen",
            "Sunday",
            "Plastic",
            "Wild");

    static final List<String> NOUNS = List.of(
            "River",
            "Machine",
            "Garden",
            "Mirror",
            "Harbour",
            "Engine",
            "Lantern",
            "Satellite",
            "Orchard",
            "Thunder",
            "Carousel",
            "Shadow",
            "Letter",
            "Avenue",
            "Winter",
            "Parade",
            "Compass",
            "Signal",
            "Ocean",
            "Window");

    /** Accents, quotes, slashes, scripts beyond Latin, an astral character, a tab, an unbalanced bracket. */
    static final List<String> QUIRKS = List.of(
            "Ásta & the Lanterns",
            "Zoë/Ωmega",
            "The \"Quoted\" Sons",
            "Don't {Stop",
            "東京ノイズ",
            "Группа Крови 2",
            "Emoji \uD83C\uDFA7 Club",
            "Back\\slash [live",
            "Tab\tSeparated",
            "Cafe\u0301 Combining");

    static final List<String> FIRST_NAMES = List.of(
            "Lily",
            "Ryan",
            "Zoë",
            "Kaylee",
            "Chloe",
            "Tegan",
            "José",
            "Samuel",
            "Mohammad",
            "Aleena",
            "Jacob",
            "Layla",
            "Theodore",
            "Sylvie",
            "Harper",
            "Adler",
            "Rylan",
            "Noémi",
            "Isaac",
            "Anabelle");

    static final List<String> LAST_NAMES = List.of(
            "Koch",
            "Smith",
            "O'Neil",
            "Summers",
            "Cuevas",
            "Levine",
            "García",
            "Gonzalez",
            "Rodriguez",
            "Kirby",
            "Klein",
            "Griffin",
            "Harris",
            "Cruz",
            "Barrett",
            "Barrera",
            "George",
            "Müller",
            "Phillips",
            "Simpson");

    static final List<String> LOCATIONS = List.of(
            "Chicago-Naperville-Elgin, IL-IN-WI",
            "San Francisco-Oakland-Hayward, CA",
            "New York-Newark-Jersey City, NY-NJ-PA",
            "Dallas-Fort Worth-Arlington, TX",
            "San José, Costa Rica",
            "Lansing-East Lansing, MI",
            "Portland-South Portland, ME",
            "Québec, QC",
            "Tampa-St. Petersburg-Clearwater, FL",
            "Phoenix-Mesa-Scottsdale, AZ");

    static final List<String> USER_AGENTS = List.of(
            "\"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_4) AppleWebKit/537.78.2 (KHTML, like Gecko) Version/7.0.6"
                    + " Safari/537.78.2\"",
            "\"Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/36.0.1985.125"
                    + " Safari/537.36\"",
            "Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; WOW64; Trident/6.0)",
            "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:31.0) Gecko/20100101 Firefox/31.0",
            "Sparkify/2.1 (\"beta; iPhone");

    /** Returns a name of two or three words; one in ten comes from {@link #QUIRKS}. */
    static String name(SeededRandom random) {
        if (random.percent(10)) {
            return random.pick(QUIRKS) + (random.percent(50) ? "" : " " + random.between(2, 99));
        }
        String plain = random.pick(ADJECTIVES) + " " + random.pick(NOUNS);
        return random.percent(40) ? plain + " " + random.pick(NOUNS) : plain;
    }
}

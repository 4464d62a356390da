package com.sparkify.local.generate;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** One event of a session. */
record LogEvent(
        long ts, int sessionId, int itemInSession, Listener listener, boolean isLoggedIn, Page page, Track track) {

    /** The song played: of the catalogue, or unknown to it. */
    record Track(String title, String artist, BigDecimal lengthSeconds) {}

    /** The pages of the site, as its logs name them. */
    enum Page {
        NEXT_SONG("NextSong", "PUT", 200),
        HOME("Home", "GET", 200),
        LOGIN("Login", "PUT", 307),
        LOGOUT("Logout", "PUT", 307),
        SETTINGS("Settings", "GET", 200),
        SAVE_SETTINGS("Save Settings", "PUT", 307),
        DOWNGRADE("Downgrade", "GET", 200),
        UPGRADE("Upgrade", "GET", 200),
        HELP("Help", "GET", 200),
        ABOUT("About", "GET", 200),
        ERROR("Error", "GET", 404);

        private final String text;
        private final String method;
        private final int status;

        Page(String text, String method, int status) {
            this.text = text;
            this.method = method;
            this.status = status;
        }
    }

    boolean isPlay() {
        return page == Page.NEXT_SONG;
    }

    /** Returns the fields in alphabetical order, as in the site's logs; of a guest only the level is known. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new TreeMap<>();
        fields.put("artist", track == null ? null : track.artist());
        fields.put("auth", isLoggedIn ? "Logged In" : "Logged Out");
        fields.put("firstName", isLoggedIn ? listener.firstName() : null);
        fields.put("gender", isLoggedIn ? listener.gender() : null);
        fields.put("itemInSession", itemInSession);
        fields.put("lastName", isLoggedIn ? listener.lastName() : null);
        fields.put("length", track == null ? null : track.lengthSeconds());
        fields.put("level", listener.level(ts));
        fields.put("location", isLoggedIn ? listener.location() : null);
        fields.put("method", page.method);
        fields.put("page", page.text);
        fields.put("registration", isLoggedIn ? listener.registration() : null);
        fields.put("sessionId", sessionId);
        fields.put("song", track == null ? null : track.title());
        fields.put("status", page.status);
        fields.put("ts", ts);
        fields.put("userAgent", isLoggedIn ? listener.userAgent() : null);
        fields.put("userId", isLoggedIn ? Integer.toString(listener.id()) : "");
        return fields;
    }
}

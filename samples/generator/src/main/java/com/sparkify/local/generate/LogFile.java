package com.sparkify.local.generate;

import com.sparkify.local.generate.JsonText.Letters;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** The bytes of a log file. Styles alternate by day, so that a short demo covers most of them. */
final class LogFile {

    /** Formats of different producers. */
    enum Style {
        PLAIN,
        GZIP,
        WINDOWS,
        NO_NEWLINE_AT_END,
        BLANK_LINES,
        OTHER_PRODUCER
    }

    private final Style style;
    private final SeededRandom random;
    private final JsonText json;

    LogFile(Style style, SeededRandom random) {
        this.style = style;
        this.random = random;
        this.json = JsonText.compact(style == Style.PLAIN || style == Style.WINDOWS ? Letters.ESCAPED : Letters.RAW);
    }

    static Style style(int day) {
        return Style.values()[day % Style.values().length];
    }

    String extension() {
        return style == Style.GZIP ? ".json.gz" : ".json";
    }

    /** Writes line by line, because a day of a large recipe exceeds the heap as one text. Closes the stream. */
    void write(List<LogEvent> events, Recipe.Rows rows, OutputStream file) throws IOException {
        String lineEnd = style == Style.WINDOWS ? "\r\n" : "\n";
        try (OutputStream out = style == Style.GZIP ? new GZIPOutputStream(file) : file) {
            if (style == Style.WINDOWS) {
                out.write(BadRows.encode("\uFEFF"));
            }
            String before = "";
            for (LogEvent event : events) {
                StringBuilder text =
                        new StringBuilder(before).append(line(event)).append(lineEnd);
                if (style == Style.BLANK_LINES && random.percent(10)) {
                    text.append(random.percent(50) ? lineEnd : " \t" + lineEnd);
                }
                if (rows == Recipe.Rows.SOME_BAD && random.percent(2)) {
                    text.append(BadRows.line(event, random)).append(lineEnd);
                }
                if (style == Style.NO_NEWLINE_AT_END) {
                    text.setLength(text.length() - lineEnd.length());
                    before = lineEnd;
                }
                out.write(BadRows.encode(text.toString()));
            }
        }
    }

    private String line(LogEvent event) {
        Map<String, Object> fields = event.fields();
        if (random.percent(3)) {
            fields.remove(event.isPlay() ? "userAgent" : "length");
        }
        if (random.percent(3)) {
            fields.put("experiment", "A/B \u2460");
        }
        return json.object(style == Style.OTHER_PRODUCER ? otherProducer(fields) : fields);
    }

    /** The same values with other types and in another order. */
    private Map<String, Object> otherProducer(Map<String, Object> fields) {
        String userId = (String) fields.get("userId");
        fields.put("userId", userId.isEmpty() ? userId : Integer.valueOf(userId));
        fields.put("sessionId", String.valueOf(fields.get("sessionId")));
        fields.put("itemInSession", new BigDecimal(fields.get("itemInSession") + ".0"));
        List<String> names = new ArrayList<>(fields.keySet());
        for (int i = names.size() - 1; i > 0; i--) {
            Collections.swap(names, i, random.below(i + 1));
        }
        Map<String, Object> shuffled = new LinkedHashMap<>();
        names.forEach(name -> shuffled.put(name, fields.get(name)));
        return shuffled;
    }
}

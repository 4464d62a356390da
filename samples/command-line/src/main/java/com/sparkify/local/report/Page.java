package com.sparkify.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Assembles the page: text and tables need no script, plots are drawn from the same rows. */
final class Page {

    // Licensed under Apache 2.0, as its head states.
    private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final int ROWS_SHOWN = 200;
    private static final int LONGEST_UNBROKEN = 24;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringBuilder body = new StringBuilder();
    private final ArrayNode plots = JSON.createArrayNode();
    private final String newestPartition;

    /** @param newestPartition day of the newest log that was loaded, or empty */
    Page(String newestPartition) {
        this.newestPartition = newestPartition;
    }

    void heading(String title, String sentence) {
        body.append("<h2>")
                .append(escaped(title))
                .append("</h2>\n<p>")
                .append(escaped(sentence))
                .append("</p>\n");
    }

    void section(Question question, QueryRows answer) {
        Optional<Series> series =
                question.plot().filter(plot -> !answer.isEmpty()).map(plot -> Series.of(plot, answer, newestPartition));
        String sentence =
                (question.sentence(answer) + " " + series.map(Series::note).orElse("")).strip();
        body.append("<section id=\"%s\" aria-labelledby=\"%s-title\">\n<h3 id=\"%s-title\">%s</h3>\n<p>%s</p>\n"
                .formatted(
                        question.query(),
                        question.query(),
                        question.query(),
                        escaped(question.title()),
                        escaped(sentence)));
        if (!answer.isEmpty()) {
            series.ifPresent(shown -> {
                body.append("<div class=\"plot\" id=\"%s-plot\" role=\"img\" aria-label=\"%s: %s\"></div>\n"
                        .formatted(question.query(), escaped(question.title()), escaped(sentence)));
                plots.add(data(question, shown.plotted()));
            });
            table(question, answer);
        }
        body.append("</section>\n");
    }

    private void table(Question question, QueryRows answer) {
        int shown = Math.min(answer.rows().size(), ROWS_SHOWN);
        body.append(
                "<details%s><summary>%s</summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">"
                        .formatted(
                                question.plot().isPresent() ? "" : " open",
                                shown == answer.rows().size() ? "The numbers" : "The first " + shown + " rows",
                                escaped(question.title() + ", the numbers")));
        body.append("<table><thead><tr>");
        answer.columns()
                .forEach(column -> body.append("<th scope=\"col\">")
                        .append(escaped(column.replace('_', ' ')))
                        .append("</th>"));
        body.append("</tr></thead><tbody>\n");
        for (Map<String, JsonNode> row : answer.rows().subList(0, shown)) {
            body.append("<tr>");
            row.values().forEach(value -> body.append(cell(value)));
            body.append("</tr>\n");
        }
        body.append("</tbody></table></div></details>\n");
    }

    /** Short texts are not wrapped: on a phone the table scrolls sideways instead. */
    private static String cell(JsonNode value) {
        String text = value.isNull() ? "" : value.asText();
        String kind = value.isNumber() ? "number" : text.length() <= LONGEST_UNBROKEN ? "short" : "long";
        return "<td class=\"" + kind + "\">" + escaped(text) + "</td>";
    }

    private static ObjectNode data(Question question, QueryRows plotted) {
        Plot plot = question.plot().orElseThrow();
        ObjectNode data = JSON.createObjectNode()
                .put("id", question.query())
                .put("kind", plot.kind().name().toLowerCase(Locale.ROOT))
                .put("x", plot.x())
                .set("values", JSON.valueToTree(plot.values()));
        return data.set("rows", JSON.valueToTree(plotted.rows()));
    }

    /** Returns the whole page. */
    String html(String title) throws IOException {
        Map<String, String> parts = Map.of(
                "title", escaped(title),
                "style", resource("report.css"),
                "body", body.toString(),
                // A row's text must not end the surrounding script element.
                "plots", JSON.writeValueAsString(plots).replace("<", "\\u003c"),
                "script", resource("report.js"),
                "charts", resource(CHARTS));
        // Replaced in one pass: a row's text may look like a placeholder.
        return PLACE.matcher(resource("report.html"))
                .replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package com.sparkify.local.report;

import java.util.List;

/**
 * How an answer is drawn.
 *
 * @param kind kind of plot, known to the page's script
 * @param x column of the axis, or of the labels
 * @param values columns to draw; of a heat map the column of the other axis and that of the value
 */
record Plot(Kind kind, String x, List<String> values) {

    enum Kind {
        LINE,
        PANELS,
        STACKED,
        RANKING,
        HEAT
    }

    Plot {
        values = List.copyOf(values);
    }

    static Plot line(String x, String... values) {
        return new Plot(Kind.LINE, x, List.of(values));
    }

    /** Lines of different units, each with an axis of its own. */
    static Plot panels(String x, String... values) {
        return new Plot(Kind.PANELS, x, List.of(values));
    }

    static Plot stacked(String x, String... values) {
        return new Plot(Kind.STACKED, x, List.of(values));
    }

    static Plot ranking(String label, String value) {
        return new Plot(Kind.RANKING, label, List.of(value));
    }

    static Plot heat(String x, String y, String value) {
        return new Plot(Kind.HEAT, x, List.of(y, value));
    }
}

package com.sparkify.local.report;

import java.util.Optional;
import java.util.function.Function;

/**
 * One part of the page.
 *
 * @param query its name in {@code samples/queries}
 * @param sentence describes the rows; called only if there are any
 */
record Question(String query, String title, Optional<Plot> plot, Function<QueryRows, String> sentence, String ifEmpty) {

    static Question plotted(String query, String title, Plot plot, Function<QueryRows, String> sentence) {
        return new Question(query, title, Optional.of(plot), sentence, "Nothing was played yet.");
    }

    static Question listed(String query, String title, Function<QueryRows, String> sentence, String ifEmpty) {
        return new Question(query, title, Optional.empty(), sentence, ifEmpty);
    }

    String sentence(QueryRows answer) {
        return answer.isEmpty() ? ifEmpty : sentence.apply(answer);
    }
}

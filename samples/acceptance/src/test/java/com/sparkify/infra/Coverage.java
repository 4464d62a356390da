package com.sparkify.infra;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Requests held against statements.
 *
 * @param refused what was needed and no statement allows
 * @param unused what a statement allows and nothing needed, as {@code action resource}
 */
record Coverage(List<S3Request.Need> refused, Set<String> unused) {

    static Coverage of(List<Statement> statements, List<S3Request.Need> needs) {
        List<S3Request.Need> refused = new ArrayList<>();
        Set<String> unused = new LinkedHashSet<>();
        statements.forEach(statement -> statement.grants("s3").forEach(unused::add));
        for (S3Request.Need need : new LinkedHashSet<>(needs)) {
            boolean allowed = false;
            for (Statement statement : statements) {
                if (statement.allows(need.action(), need.resource())) {
                    allowed = true;
                    unused.removeIf(grant -> grant.startsWith(need.action() + " ")
                            && Statement.matches(grant.substring(grant.indexOf(' ') + 1), need.resource()));
                }
            }
            if (!allowed) {
                refused.add(need);
            }
        }
        return new Coverage(refused, unused);
    }
}

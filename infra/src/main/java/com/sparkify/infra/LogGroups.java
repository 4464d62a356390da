package com.sparkify.infra;

import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** Common settings of log groups: a name, a retention period, and deletion with the stack. */
final class LogGroups {
    private LogGroups() {}

    static LogGroup create(Construct scope, String id, String name, DeploymentSettings settings, Keys keys) {
        LogGroup.Builder builder = LogGroup.Builder.create(scope, id)
                .logGroupName(name)
                .retention(days(settings.logRetentionDays()))
                .removalPolicy(RemovalPolicy.DESTROY);
        keys.own().ifPresent(builder::encryptionKey);
        LogGroup group = builder.build();
        Reviewed.withoutKey(group, "CloudWatchLogGroupEncrypted", keys);
        return group;
    }

    /** CloudWatch supports only certain retention periods. */
    private static RetentionDays days(int days) {
        return switch (days) {
            case 1 -> RetentionDays.ONE_DAY;
            case 3 -> RetentionDays.THREE_DAYS;
            case 5 -> RetentionDays.FIVE_DAYS;
            case 7 -> RetentionDays.ONE_WEEK;
            case 14 -> RetentionDays.TWO_WEEKS;
            case 30 -> RetentionDays.ONE_MONTH;
            case 60 -> RetentionDays.TWO_MONTHS;
            case 90 -> RetentionDays.THREE_MONTHS;
            case 180 -> RetentionDays.SIX_MONTHS;
            case 365 -> RetentionDays.ONE_YEAR;
            default ->
                throw new IllegalArgumentException(
                        "Logs are kept 1, 3, 5, 7, 14, 30, 60, 90, 180 or 365 days: " + days);
        };
    }
}

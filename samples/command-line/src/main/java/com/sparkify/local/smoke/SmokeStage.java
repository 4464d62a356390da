package com.sparkify.local.smoke;

/** The stages in order, each with the likely cause of its failure. The table in docs/operations.md has more. */
public enum SmokeStage {
    CHECKS("the deployment is complete", "see the line above; docs/operations.md, 'Never run on a live account'"),
    PUT("the log bucket accepts a file", "your credentials may not put objects there"),
    ANNOUNCED(
            "the bucket sends the event",
            "the bucket's notification: an existing bucket needs EventBridge on; see the rule sparkify-object-created"),
    TAKEN(
            "the launcher writes a manifest",
            "the launcher may not write to pending/ of the lake, or its event source mapping is off: see its log group"),
    STARTED(
            "the launcher starts a run",
            "the launcher may not start runs or pass the job's role, or EMR throttles: see its log group"),
    RUN("the run succeeds", "see the run in EMR Studio and docs/operations.md, 'Failures and their messages'"),
    PUBLISHED("the row is published as JSON", "publish is none, or the job may not write to json/ of the lake"),
    TABLE("the row is in the table", "Glue or the lake's bucket refuses you, or Lake Formation governs the catalog"),
    RETRACTED("the row goes when the file is retracted", "see the last run; the request can be sent again");

    private final String goal;
    private final String likelyCause;

    SmokeStage(String goal, String likelyCause) {
        this.goal = goal;
        this.likelyCause = likelyCause;
    }

    public String goal() {
        return goal;
    }

    String likelyCause() {
        return likelyCause;
    }
}

package com.sparkify.law;

import com.sparkify.local.fault.FaultGate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** Sends SIGKILL to the executor that first sends a matching request, after S3 has executed the request. */
final class ExecutorKiller {
    private final SparkCluster cluster;
    private final String method;
    private final Pattern target;
    private final AtomicBoolean isUsed = new AtomicBoolean();
    private volatile String struck;

    ExecutorKiller(SparkCluster cluster, String method, Pattern target) {
        this.cluster = cluster;
        this.method = method;
        this.target = target;
    }

    /** Returns the request after which an executor was killed, and its worker; empty if no request matched. */
    Optional<String> struck() {
        return Optional.ofNullable(struck);
    }

    /** Returns the rule for the gate of one worker. */
    FaultGate.Rule of(int worker, LongAdder requests) {
        return new FaultGate.Rule() {
            @Override
            public FaultGate.Verdict before(FaultGate.Request request) {
                requests.increment();
                return FaultGate.Verdict.FORWARD;
            }

            @Override
            public FaultGate.Verdict after(FaultGate.Request request, int status) {
                boolean isIt = request.method().equals(method)
                        && target.matcher(request.target()).find()
                        && isUsed.compareAndSet(false, true);
                if (!isIt) {
                    return FaultGate.Verdict.FORWARD;
                }
                if (cluster.killExecutors(worker) > 0) {
                    struck = "executor of worker %d at %s".formatted(worker, request);
                }
                return FaultGate.Verdict.RESET;
            }
        };
    }
}

package com.sparkify.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A driver or an executor as Spark requests it, and the worker that EMR Serverless provides.
 *
 * @param role {@code driver} or {@code executor}, prefix of its settings
 * @param memoryGigabytes the JVM's memory; EMR adds a tenth for memory outside of the heap, at least 384 MB
 */
record Worker(String role, int vcpu, int memoryGigabytes) {
    /** Worker sizes of EMR for each number of vCPUs. */
    private static final Map<Integer, Sizes> OFFERED = Map.of(
            1, new Sizes(2, 8, 1),
            2, new Sizes(4, 16, 1),
            4, new Sizes(8, 30, 1),
            8, new Sizes(16, 60, 4),
            16, new Sizes(32, 120, 8));

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        Sizes sizes = OFFERED.get(vcpu);
        if (sizes == null) {
            problems.add("%sVcpu must be 1, 2, 4, 8 or 16: %d".formatted(role, vcpu));
        } else if (memoryGigabytes < 1 || sizes.holding(memoryAndOverhead()).isEmpty()) {
            problems.add(
                    "%sMemoryGb must be from 1 to %d with %d vCPU, since EMR adds a tenth and gives %d GB at most: %d"
                            .formatted(role, mostMemory(sizes), vcpu, sizes.most(), memoryGigabytes));
        }
        return problems;
    }

    /** Returns the billed memory, which counts against the application's maximum. */
    int workerGigabytes() {
        return OFFERED.get(vcpu).holding(memoryAndOverhead()).orElseThrow();
    }

    private int memoryAndOverhead() {
        int megabytes = memoryGigabytes * 1024;
        return ceiling(megabytes + Math.max(384, ceiling(megabytes, 10)), 1024);
    }

    private int mostMemory(Sizes sizes) {
        int most = sizes.most();
        while (new Worker(role, vcpu, most).memoryAndOverhead() > sizes.most()) {
            most--;
        }
        return most;
    }

    private static int ceiling(int dividend, int divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }

    private record Sizes(int least, int most, int step) {

        /** Returns the smallest size of at least this many gigabytes. */
        Optional<Integer> holding(int gigabytes) {
            int size = least + Math.max(0, ceiling(gigabytes - least, step)) * step;
            return size > most ? Optional.empty() : Optional.of(size);
        }
    }
}

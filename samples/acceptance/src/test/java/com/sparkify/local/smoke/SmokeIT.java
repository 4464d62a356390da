package com.sparkify.local.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sparkify.local.stack.Installation;
import com.sparkify.local.stack.LakeCatalog;
import com.sparkify.local.stack.LocalStack;
import com.sparkify.local.stack.StackSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./sparkify smoke} against the stand-ins, with the packaged launcher and job. */
class SmokeIT {

    @Test
    void provesAStackAndLeavesNothing(@TempDir Path folder) throws Exception {
        var settings = StackSettings.defaults(folder).withBatchWindow(Duration.ZERO);
        List<String> steps = new ArrayList<>();
        try (LocalStack stack = LocalStack.start(Installation.current(), settings, run -> {});
                SmokeTargets targets = new SmokeTargets()) {
            SmokeTarget target = targets.local(stack);
            var unreadable = target.withCatalog(LakeCatalog.configuration(folder.resolve("no-catalog.db")));
            var failure = catchThrowableOfType(SmokeFailure.class, () -> prove(target, unreadable, steps));
            assertThat(failure.stage()).isEqualTo(SmokeStage.TABLE);
            assertThat(failure)
                    .hasMessageContaining("the tables cannot be read")
                    .hasMessageContaining("Likely cause: Glue");

            steps.clear();
            prove(target, target, steps);
            assertThat(steps)
                    .anySatisfy(step -> assertThat(step).startsWith("ok PUT:"))
                    .anySatisfy(step -> assertThat(step).startsWith("ok TABLE:").endsWith("present loaded"))
                    .last()
                    .satisfies(
                            step -> assertThat(step).startsWith("ok RETRACTED:").endsWith("absent retracted"));
            assertThat(stack.s3()
                            .listObjectsV2(list -> list.bucket(LocalStack.INPUT_BUCKET))
                            .contents())
                    .isEmpty();
            assertThat(stack.s3()
                            .listObjectsV2(
                                    list -> list.bucket(LocalStack.LAKE_BUCKET).prefix("json/songplays/"))
                            .contents())
                    .isEmpty();
        }
    }

    private static void prove(SmokeTarget target, SmokeTarget read, List<String> steps) throws Exception {
        new Smoke(target, Patience.STAND_INS, new TableJvm(Installation.current(), read), steps::add).run();
    }
}

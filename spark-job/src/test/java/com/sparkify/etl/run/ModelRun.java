package com.sparkify.etl.run;

import com.sparkify.etl.lake.Manifest;
import com.sparkify.etl.lake.Pending;
import com.sparkify.etl.lake.Request;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.run.ModelSteps.Died;
import com.sparkify.etl.run.ModelSteps.Ended;
import com.sparkify.etl.run.ModelSteps.Failed;
import com.sparkify.etl.run.ModelSteps.Phase;
import com.sparkify.etl.source.InputLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** One run, as {@link Run} takes it. It may end after any step. */
final class ModelRun {
    private final ModelLake lake;
    private final Random random;
    private final Runnable meanwhile;
    private final Pending pending;
    private final Announcements announcements;
    private final ModelLoader loader;
    private final ModelPublishing publishing;

    /** @param meanwhile what others do between two batches */
    ModelRun(ModelLake lake, ModelPublishing publishing, Runnable meanwhile) {
        this.lake = lake;
        this.random = lake.random;
        this.meanwhile = meanwhile;
        this.publishing = publishing;
        this.pending = lake.pending;
        this.announcements =
                new Announcements(lake.input, new InputLayout(lake.input.bucket(), "log_data/", "song_data/"));
        this.loader = new ModelLoader(lake);
    }

    void execute() {
        if (pending.isEmpty()) {
            return;
        }
        try {
            loader.settle();
            boolean worked = true;
            while (worked || lingers()) {
                if (random.nextInt(10) == 0) {
                    meanwhile.run();
                }
                announcements.hear(pending.manifests());
                loader.forget(announcements.heardLately());
                worked = load();
                if (!worked || random.nextInt(4) == 0) {
                    publish();
                }
            }
        } catch (Ended e) {
            excuse(e.isAsked);
        } catch (Died | Failed e) {
            lake.steps.trace("the run ends");
        }
    }

    /** Nothing is left: the run may wait for what others announce. */
    private boolean lingers() {
        boolean lingers = loader.failed().isEmpty() && random.nextInt(4) == 0;
        if (lingers) {
            lake.occurred("lingered");
            meanwhile.run();
        }
        return lingers;
    }

    private void excuse(boolean isAsked) {
        if (lake.keeps(Guard.KNOWN_ENDS_EXCUSED) && !lake.state.open().keys().isEmpty()) {
            lake.state = isAsked ? lake.state.failed() : lake.state.excused();
        }
        lake.steps.trace("the run ends knowingly");
    }

    private void publish() {
        lake.steps.enter(Phase.PUBLISHING);
        if (lake.keeps(Guard.FILES_BEFORE_MANIFESTS)) {
            publishing.publish();
            removeManifests();
        } else {
            removeManifests();
            publishing.publish();
        }
    }

    private void removeManifests() {
        List<Manifest> finished = new ArrayList<>(announcements.takeFinished());
        if (!lake.keeps(Guard.OLDEST_MANIFEST_FIRST)) {
            Collections.reverse(finished);
        }
        finished.forEach(manifest -> {
            pending.remove(List.of(manifest));
            lake.at("manifest removed");
        });
    }

    private boolean load() {
        List<Announced> left = new ArrayList<>(announcements.outstanding());
        left.removeIf(one -> loader.failed().contains(one.key()));
        if (!left.isEmpty()) {
            announcements.done(loader.load(left));
            return true;
        }
        lake.steps.enter(Phase.KEEPING);
        if (announcements.waiting(Request.Rebuild.class)) {
            publishing.rebuild();
            announcements.done(Request.Rebuild.class);
            return true;
        }
        if (announcements.waiting(Request.Sweep.class)) {
            publishing.upkeep();
            announcements.done(Request.Sweep.class);
            return true;
        }
        return false;
    }
}

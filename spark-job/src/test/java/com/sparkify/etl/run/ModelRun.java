package com.sparkify.etl.run;

import com.sparkify.etl.lake.Manifest;
import com.sparkify.etl.lake.PendingFolder;
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
import java.util.Optional;
import java.util.Random;

/** One run, as {@link Run} takes it. It may end after any step. */
final class ModelRun {
    private final ModelLake lake;
    private final Random random;
    private final Runnable meanwhile;
    private final PendingFolder pending;
    private final PendingWork work;
    private final int mostWaiting;
    private final int mostListed;
    private final ModelLoader loader;
    private final ModelPublishing publishing;

    /** @param meanwhile what others do between two batches */
    ModelRun(ModelLake lake, ModelPublishing publishing, Runnable meanwhile) {
        this.lake = lake;
        this.random = lake.random;
        this.meanwhile = meanwhile;
        this.publishing = publishing;
        this.pending = lake.pending();
        this.work = new PendingWork(lake.input, new InputLayout(lake.input.bucket(), "log_data/", "song_data/"));
        this.mostWaiting = 1 + random.nextInt(4);
        this.mostListed = 1 + random.nextInt(3);
        this.loader = new ModelLoader(lake, meanwhile);
    }

    void execute() {
        if (pending.isEmpty()) {
            return;
        }
        try {
            loader.undoOrComplete();
            boolean worked = true;
            while (worked || lingers()) {
                if (random.nextInt(10) == 0) {
                    meanwhile.run();
                }
                read();
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
        boolean lingers = !loader.hasGivenUp() && random.nextInt(4) == 0;
        if (lingers) {
            lake.occurred("lingered");
            meanwhile.run();
        }
        return lingers;
    }

    private void excuse(boolean isAsked) {
        if (lake.keeps(ModelGuard.KNOWN_ENDS_EXCUSED)
                && !lake.state.open().keys().isEmpty()) {
            lake.state = isAsked ? lake.state.failed() : lake.state.excused();
        }
        lake.steps.trace("the run ends knowingly");
    }

    /** Reads manifests until enough objects wait. */
    private void read() {
        if (!pending.hasNext()) {
            pending.beginPass();
        }
        while (work.size() < mostWaiting && pending.hasNext()) {
            loader.forget(work.add(pending.next(1)));
        }
    }

    private void publish() {
        lake.steps.enter(Phase.PUBLISHING);
        if (lake.keeps(ModelGuard.FILES_BEFORE_MANIFESTS)) {
            publishing.publish();
            removeManifests();
        } else {
            removeManifests();
            publishing.publish();
        }
    }

    private void removeManifests() {
        List<Manifest> finished = new ArrayList<>(work.takeFinished());
        if (!lake.keeps(ModelGuard.OLDEST_MANIFEST_FIRST)) {
            Collections.reverse(finished);
        }
        finished.forEach(manifest -> {
            pending.remove(List.of(manifest));
            lake.at("manifest removed");
        });
    }

    private boolean load() {
        Optional<Manifest> listing = work.nextToList(mostListed);
        listing.ifPresent(manifest -> loader.tell(work.list(manifest, mostListed, loader::differing)));
        List<Announced> next = work.next(2, loader::isSuspect);
        boolean isOn = work.nextToList(mostListed).isPresent();
        if (listing.isPresent() && isOn) {
            lake.occurred("a listing took several portions");
            if (next.stream().allMatch(Announced::isListed)) {
                return true;
            }
        }
        if (!next.isEmpty()) {
            work.done(loader.load(next));
            work.giveUp(loader.takeFailed());
            return true;
        }
        lake.steps.enter(Phase.KEEPING);
        if (work.waiting(Request.Rebuild.class).isPresent()) {
            publishing.rebuild();
            work.done(Request.Rebuild.class);
            return true;
        }
        if (work.waiting(Request.Sweep.class).isPresent()) {
            publishing.upkeep();
            work.done(Request.Sweep.class);
            return true;
        }
        return false;
    }
}

package com.sparkify.law;

import java.util.List;

/** Something that happens to the input bucket or reaches the loader. */
sealed interface Action {
    void happenIn(ModelWorld world);

    void happenIn(LocalLake lake);

    /** In the model and in reality. */
    default void happen(ModelWorld world, LocalLake lake) {
        happenIn(world);
        happenIn(lake);
    }

    /** An object is written, and nobody has heard of it yet. */
    record Put(String key, byte[] bytes) implements Action {
        @Override
        public void happenIn(ModelWorld world) {
            world.put(key, bytes);
        }

        @Override
        public void happenIn(LocalLake lake) {
            lake.put(key, bytes);
        }
    }

    /** An object is deleted or expires. */
    record Delete(String key) implements Action {
        @Override
        public void happenIn(ModelWorld world) {
            world.delete(key);
        }

        @Override
        public void happenIn(LocalLake lake) {
            lake.delete(key);
        }
    }

    /** Events arrive, on time, late, or again. */
    record Announce(List<String> keys) implements Action {
        @Override
        public void happenIn(ModelWorld world) {
            world.announce(keys);
        }

        @Override
        public void happenIn(LocalLake lake) {
            lake.announce(keys);
        }
    }

    /** Somebody asks for objects, known ones as well. */
    record LoadAgain(List<String> keys) implements Action {
        @Override
        public void happenIn(ModelWorld world) {
            world.announce(keys);
        }

        @Override
        public void happenIn(LocalLake lake) {
            lake.request("\"load\":{\"keys\":[\"" + String.join("\",\"", keys) + "\"],\"force\":true}");
        }
    }

    /** Somebody asks to be forgotten. */
    record Erase(List<String> users) implements Action {
        @Override
        public void happenIn(ModelWorld world) {
            world.erase(users);
        }

        @Override
        public void happenIn(LocalLake lake) {
            lake.request("\"erase\":{\"users\":[\"" + String.join("\",\"", users) + "\"]}");
        }
    }

    /** Somebody takes objects out. */
    record Retract(List<String> keys) implements Action {
        @Override
        public void happenIn(ModelWorld world) {
            world.retract(keys);
        }

        @Override
        public void happenIn(LocalLake lake) {
            lake.request("\"retract\":{\"keys\":[\"" + String.join("\",\"", keys) + "\"]}");
        }
    }

    /** Somebody asks for whatever is in the bucket and not in the history, and for upkeep of all tables. */
    record Sweep() implements Action {
        @Override
        public void happenIn(ModelWorld world) {
            world.sweep();
        }

        @Override
        public void happenIn(LocalLake lake) {
            lake.request("\"sweep\":{}");
        }
    }
}
